using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Grain;
using Monitoring.Domain.Ledger;
using Monitoring.Domain.Model;
using Monitoring.Models.Replay;

namespace Monitoring.Models.Evaluation;

/// <summary>Keeps what rules and model said of each account of a replay, and how the scores of postings compare with the truth.</summary>
/// <param name="model">The model; <c>null</c> looks at rules alone.</param>
/// <param name="trigger">When the model looks.</param>
public sealed class TrailObserver(TreeModel? model, ModelTrigger trigger) : IReplayObserver
{
    /// <summary>Scores below are so far from any threshold that only their number counts.</summary>
    public const float Floor = 0.01f;

    private readonly float[] _vector = new float[FeatureSchema.Length];
    private readonly List<PostingScore> _kept = [];

    /// <summary>Scored postings of ordinary life below the floor: how many, and the sum of their scores.</summary>
    public (long Count, double Sum) Beneath { get; private set; }

    /// <summary>All other scored postings.</summary>
    public IReadOnlyList<PostingScore> Kept => _kept;

    /// <summary>Postings of customers that could be scored, and how many of them the model looked at.</summary>
    public (long All, long Looked) Scored { get; private set; }

    /// <inheritdoc/>
    public void Posted(ReplayAccount account, Decision decision, Posting posting, string? caseId)
    {
        Decided(account, decision);
        if (model is null || !posting.IsCustomerInitiated) return;
        if (!Features.Fill(account.State, decision.Parameters.Large, _vector)) return;
        var score = (float)model.Score(_vector);
        // As live: while a score worth recording stands every posting is looked at.
        var looked = account.Tag is AccountTrail { IsNotable: true } || trigger.IsDue(account.State, decision.Parameters.Large);
        Scored = (Scored.All + 1, Scored.Looked + (looked ? 1 : 0));
        var at = account.State.HighWater;
        if (score >= Floor || account.Tag is not null) TrailOf(account).Add(at, score, looked);
        if (!looked) return;
        if (score >= Floor || caseId is not null) _kept.Add(new PostingScore(account.Id, at, score, caseId));
        else Beneath = (Beneath.Count + 1, Beneath.Sum + score);
    }

    /// <inheritdoc/>
    public void Decided(ReplayAccount account, Decision decision)
    {
        foreach (var happened in decision.Events)
        {
            if (happened is not AlertChanged { Kind: AlertChangeKind.Raised or AlertChangeKind.Grown } changed) continue;
            var alert = changed.Alert;
            var at = changed.Kind == AlertChangeKind.Raised ? alert.EventAt.UtcTicks : account.State.HighWater;
            var signal = new RuleSignal(alert.Rule, at, alert.Severity, alert.ListOnly, changed.Kind == AlertChangeKind.Raised);
            TrailOf(account).Add(signal);
        }
    }

    private static AccountTrail TrailOf(ReplayAccount account)
    {
        if (account.Tag is AccountTrail known) return known;
        var trail = new AccountTrail(account.Id);
        account.Tag = trail;
        return trail;
    }
}
