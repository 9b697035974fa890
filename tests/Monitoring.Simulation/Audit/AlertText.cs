using System.Globalization;
using Monitoring.Contracts.Alert;
using Monitoring.Grains.Queries;

namespace Monitoring.Simulation.Audit;

/// <summary>Alerts as text, to compare them and to tell of them.</summary>
internal static class AlertText
{
    /// <summary>All that follows from postings and commands; not when it was noticed, which the clock decides.</summary>
    public static string Of(AlertRecord alert)
    {
        var evidence = string.Join(' ', alert.Evidence.Select(static item => $"{item.Sequence}:{item.Amount}:{(item.Reversed ? 'r' : '-')}"));
        var reasons = string.Join(' ', alert.Reasons.Select(static reason =>
            reason.Code + "(" + string.Join(',', reason.Arguments.OrderBy(static pair => pair.Key, StringComparer.Ordinal)) + ")"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{alert.Id} v{alert.Version} {alert.Account} {alert.Rule} {alert.Severity} {alert.State} {alert.Outcome} {alert.Branch} "
            + $"{alert.EventAt:O} level {alert.Level} {alert.Assignee} {alert.CloseProposedBy} {alert.ProposedOutcome} "
            + $"silent {alert.SilentUntil:O} list {alert.ListOnly} evidence {alert.EvidenceCount} [{evidence}] [{reasons}]");
    }

    /// <summary>A change.</summary>
    public static string Of(AlertEventRow row) =>
        string.Create(CultureInfo.InvariantCulture, $"{row.Cursor} {row.Kind} {row.Grain} {row.Actor} {row.Note} {Of(row.Alert)}");
}
