using System.Globalization;
using Monitoring.Contracts.Alert;
using Monitoring.Grains.Queries;

namespace Monitoring.Api.Schema.Nodes;

/// <summary>A proposal to close an alert, with what became of it; read from the alert's history.</summary>
/// <param name="Proposed">The change that made it.</param>
/// <param name="Ended">The change that ended it; <c>null</c> while it waits.</param>
public sealed record Proposal(AlertEventRow Proposed, AlertEventRow? Ended)
{
    private const char Separator = '-';

    /// <summary>Id: that of the alert, and the alert's version that the proposal made.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{Proposed.Alert.Id}{Separator}{Proposed.Alert.Version}");

    /// <summary>Where it stands.</summary>
    public ApprovalState State => Ended switch
    {
        null => ApprovalState.Pending,
        { Kind: AlertChangeKind.Closed, Alert.Outcome: not AlertOutcome.ExplainedByReversal } => ApprovalState.Approved,
        { Kind: AlertChangeKind.CloseRefused } => ApprovalState.Rejected,
        _ => ApprovalState.Lapsed,
    };

    /// <summary>The proposals in a history, oldest first.</summary>
    public static IReadOnlyList<Proposal> In(IReadOnlyList<AlertEventRow> history)
    {
        var found = new List<Proposal>();
        for (var i = 0; i < history.Count; i++)
        {
            if (history[i].Kind != AlertChangeKind.CloseProposed) continue;
            found.Add(new Proposal(history[i], history.Skip(i + 1).FirstOrDefault(later => later.Alert.State != AlertState.CloseProposed)));
        }

        return found;
    }

    /// <summary>Reads an id.</summary>
    public static bool TryParse(string id, out AlertId alert, out int version)
    {
        var at = id.IndexOf(Separator, StringComparison.Ordinal);
        (alert, version) = (default, 0);
        return at > 0
            && AlertId.TryParse(id[..at], out alert)
            && int.TryParse(id.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out version);
    }
}
