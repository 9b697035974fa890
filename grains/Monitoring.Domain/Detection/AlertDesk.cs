using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Ledger;
using Monitoring.Domain.Model;

namespace Monitoring.Domain.Detection;

/// <summary>
/// Turns a rule that fired into an alert: one open alert for each account and rule, which grows; silence for a while after it closes; two
/// high ones on one account make the later critical.
/// </summary>
internal static class AlertDesk
{
    /// <summary>A rule fired on a posting.</summary>
    public static void Fire(Decision decision, AlertRule rule, Posting posting, IReadOnlyList<EvidenceItem> evidence, Reason reason) =>
        Fire(decision, rule, AlertId.OfPosting(posting.Account, rule, posting.PostingId), Detector.EventTime(decision, posting), evidence, [reason.Build()], null);

    /// <summary>The model warned of a posting.</summary>
    public static void Fire(Decision decision, Posting posting, EvidenceItem evidence, IReadOnlyList<AlertReason> reasons, ModelScore score) =>
        Fire(
            decision, AlertRule.Model, AlertId.OfPosting(posting.Account, AlertRule.Model, posting.PostingId),
            Detector.EventTime(decision, posting), [evidence], reasons, score);

    /// <summary>A rule of the calendar fired at the end of a business day.</summary>
    public static void Fire(Decision decision, AlertRule rule, DateOnly date, IReadOnlyList<EvidenceItem> evidence, Reason reason) =>
        Fire(decision, rule, AlertId.OfDate(decision.State.Id, rule, date), decision.Calendar.EndOf(date), evidence, [reason.Build()], null);

    /// <summary>A posting was reversed: alerts that stand on it lose it, and those that stand no longer are explained.</summary>
    public static void ExplainByReversal(Decision decision, long target)
    {
        foreach (var alert in decision.State.Detection.Open.ToArray())
        {
            if (!alert.Evidence.Any(item => item.Sequence == target && !item.Reversed)) continue;
            var evidence = alert.Evidence.Select(item => item.Sequence == target ? item with { Reversed = true } : item).ToArray();
            var stands = EvidenceCheck.StillStands(alert, evidence, decision);
            var changed = alert with { Evidence = evidence, Version = alert.Version + 1 };
            if (!stands)
            {
                changed = changed with
                {
                    State = AlertState.Closed,
                    Outcome = AlertOutcome.ExplainedByReversal,
                    ProposedOutcome = null,
                    CloseProposedBy = null,
                    CloseProposedAt = null,
                };
            }

            decision.Record(new AlertChanged(
                changed, stands ? AlertChangeKind.EvidenceReversed : AlertChangeKind.Closed, decision.Now, Actor: null, Note: null));
        }
    }

    private static void Fire(
        Decision decision, AlertRule rule, AlertId id, DateTimeOffset eventAt, IReadOnlyList<EvidenceItem> evidence,
        IReadOnlyList<AlertReason> reasons, ModelScore? score)
    {
        var parameters = decision.Parameters.Of(rule);
        if (!parameters.Enabled) return;
        if (decision.State.Detection.OpenOf(rule) is { } open)
        {
            Grow(decision, open, evidence, reasons, score);
            return;
        }

        if (decision.State.Detection.IsSilent(rule, eventAt.UtcTicks)) return;
        var severity = parameters.Severity;
        if (severity == Severity.High && decision.State.Detection.Open.Any(other => other.Severity >= Severity.High)) severity = Severity.Critical;
        var alert = new AlertRecord
        {
            Id = id,
            Account = decision.State.Id,
            Rule = rule,
            Severity = severity,
            State = AlertState.Open,
            Branch = decision.State.Branch,
            RaisedAt = decision.Now,
            EventAt = eventAt,
            DueAt = decision.Parameters.TimeLimits.DueAt(severity, decision.Now, decision.Calendar),
            Score = score?.Value,
            ModelVersion = score?.Version,
            Reasons = reasons,
            Evidence = Bound(evidence),
            EvidenceCount = evidence.Count,
            ParametersVersion = decision.Parameters.Version,
            ListOnly = rule == AlertRule.ZeroOrEmpty,
            Version = 1,
        };
        decision.Record(new AlertChanged(alert, AlertChangeKind.Raised, decision.Now, Actor: null, Note: null));
    }

    private static void Grow(
        Decision decision, AlertRecord open, IReadOnlyList<EvidenceItem> evidence, IReadOnlyList<AlertReason> reasons, ModelScore? score)
    {
        var last = open.Evidence.Count == 0 ? 0 : open.Evidence[^1].Sequence;
        // While nothing was left out, what stood before the alert's first evidence can be told from what it has already.
        var whole = open.EvidenceCount == open.Evidence.Count;
        var had = whole ? open.Evidence.Select(static item => item.Sequence).ToHashSet() : null;
        var fresh = evidence.Where(item => item.Sequence > last || had?.Contains(item.Sequence) == false).ToArray();
        if (fresh.Length == 0) return;
        var grown = open with
        {
            Evidence = Bound([.. open.Evidence.Concat(fresh).OrderBy(item => item.Sequence)]),
            EvidenceCount = open.EvidenceCount + fresh.Length,
            Score = score?.Value ?? open.Score,
            ModelVersion = score?.Version ?? open.ModelVersion,
            Reasons = reasons,
            Version = open.Version + 1,
        };
        decision.Record(new AlertChanged(grown, AlertChangeKind.Grown, decision.Now, Actor: null, Note: null));
    }

    private static IReadOnlyList<EvidenceItem> Bound(IReadOnlyList<EvidenceItem> evidence) =>
        evidence.Count <= Limits.EvidenceFirst + Limits.EvidenceLast
            ? evidence
            : [.. evidence.Take(Limits.EvidenceFirst), .. evidence.Skip(evidence.Count - Limits.EvidenceLast)];
}
