using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Grain;
using Monitoring.Domain.Detection;
using Monitoring.Domain.Ledger;

namespace Monitoring.Domain.Model;

/// <summary>
/// L1: the model's score passes the threshold though no rule fired, which is to say while none of the rules M1–M3 and S1–S4 has an open
/// alert on the account. Looked at on the customer-initiated postings of a deposit account that the <see cref="ModelTrigger"/> calls for, and on all
/// of them while a score worth recording is recorded, so that it goes down again.
/// </summary>
internal static class ModelRule
{
    public static void Look(Decision decision, Posted posted)
    {
        if (decision.Rules.Model is not { } model || !decision.Parameters.Model.Enabled) return;
        var (state, large) = (decision.State, decision.Parameters.Large);
        ref readonly var detection = ref state.Detection;
        if (detection.Score is not { Value: >= ModelScore.Notable } && !model.Package.Trigger.IsDue(state, large)) return;
        Span<float> vector = stackalloc float[FeatureSchema.Length];
        if (!Features.Fill(state, large, vector)) return;
        var score = model.Package.Model.Score(vector);
        model.Observer?.Scored(score, vector);
        var open = detection.OpenOf(AlertRule.Model);
        var news = ModelScore.IsNews(detection.Score, score, model.Package.Version);
        var fires = score >= model.Threshold && !detection.HasOpenOf(AlertRule.RapidRoundTrip, AlertRule.SelfOpenedThenLarge) && (open is null ? !detection.IsSilent(AlertRule.Model, state.HighWater) : news);
        if (news || (fires && detection.Score != new ModelScore(score, model.Package.Version))) decision.Record(new ModelScored(score, model.Package.Version));
        if (!fires) return;
        AlertDesk.Fire(
            decision,
            posted.Posting,
            new EvidenceItem(state.PostingSequence, posted.Posting.SignedAmount),
            ModelReasons.Of(decision, model, vector, score),
            detection.Score!);
    }
}
