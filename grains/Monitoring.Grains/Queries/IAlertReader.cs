using Monitoring.Contracts.Alert;

namespace Monitoring.Grains.Queries;

/// <summary>Reads alerts and their history; committed data only. Each call sees one moment. Thread-safe.</summary>
public interface IAlertReader
{
    /// <summary>Alerts by id, index by index; <c>null</c> where there is none.</summary>
    ValueTask<IReadOnlyList<AlertRow?>> GetAlertsAsync(IReadOnlyList<AlertId> ids, CancellationToken cancellation);

    /// <summary>A page of alerts.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="order">In which order.</param>
    /// <param name="after">Place after which the page begins; <c>null</c> for the first page.</param>
    /// <param name="first">Most alerts to return, at least 1.</param>
    /// <param name="cancellation">Ends the read.</param>
    ValueTask<Page<AlertRow>> ListAlertsAsync(
        AlertFilter filter, AlertOrder order, AlertPageKey? after, int first, CancellationToken cancellation);

    /// <summary>
    /// Alerts that are not closed, by account or settlement account, index by index, each list in the order of raising.
    /// </summary>
    /// <param name="accounts">Ids; one that is not known has no alerts.</param>
    /// <param name="cancellation">Ends the read.</param>
    ValueTask<IReadOnlyList<IReadOnlyList<AlertRow>>> GetOpenAlertsAsync(IReadOnlyList<string> accounts, CancellationToken cancellation);

    /// <summary>How many alerts a filter lets through: one count for each severity in ascending order, zeros included.</summary>
    ValueTask<IReadOnlyList<SeverityCount>> CountAlertsAsync(AlertFilter filter, CancellationToken cancellation);

    /// <summary>Alerts that are not closed by branch and severity, zeros left out.</summary>
    /// <param name="branches">Branches asked for; <c>null</c> for all.</param>
    /// <param name="cancellation">Ends the read.</param>
    ValueTask<IReadOnlyList<BranchSeverityCount>> CountOpenAlertsAsync(
        IReadOnlyCollection<string>? branches, CancellationToken cancellation);

    /// <summary>Changes of alerts, index by index, each list oldest first; empty where there is no such alert.</summary>
    ValueTask<IReadOnlyList<IReadOnlyList<AlertEventRow>>> GetHistoryAsync(IReadOnlyList<AlertId> ids, CancellationToken cancellation);

    /// <summary>Changes after a cursor, in commit order.</summary>
    /// <param name="afterCursor">Cursor seen last; 0 from the beginning.</param>
    /// <param name="limit">Most changes to return, at least 1.</param>
    /// <param name="cancellation">Ends the read.</param>
    ValueTask<IReadOnlyList<AlertEventRow>> ListEventsAsync(long afterCursor, int limit, CancellationToken cancellation);

    /// <summary>Alerts that are not closed, whose time limit ended at <paramref name="now"/> or before; longest overdue first.</summary>
    /// <param name="now">The bank's clock.</param>
    /// <param name="belowLevel">Only those below this level, as the highest one has none to escalate to.</param>
    /// <param name="limit">Most alerts to return, at least 1.</param>
    /// <param name="cancellation">Ends the read.</param>
    ValueTask<IReadOnlyList<DueAlert>> ListDueAsync(DateTimeOffset now, int belowLevel, int limit, CancellationToken cancellation);
}
