namespace Monitoring.Grains.Queries;

/// <summary>
/// Committed changes of alerts, as they come. Each watcher gets every change after its cursor once, in commit order; one that is slow
/// falls behind and catches up from the store, and never holds up the writer or others. Thread-safe.
/// </summary>
public interface IAlertFeed
{
    /// <summary>Cursor of the newest change; 0 before the first.</summary>
    long LatestCursor { get; }

    /// <summary>Changes after a cursor: first those already committed, then each new one; ends when cancelled.</summary>
    /// <param name="afterCursor">Cursor seen last; 0 from the beginning.</param>
    /// <param name="cancellation">Ends the watch.</param>
    IAsyncEnumerable<AlertEventRow> WatchAsync(long afterCursor, CancellationToken cancellation);
}
