using System.Runtime.CompilerServices;
using Monitoring.Contracts.Grain;
using Monitoring.Grains.Queries;

namespace Monitoring.Silo.Journal;

/// <summary>Hands committed changes of alerts to those who watch. Thread-safe.</summary>
internal sealed class AlertFeed(AlertTail tail, IAlertReader reader) : IAlertFeed
{
    /// <summary>Changes read from the table at once: a screenful many times over, and little memory for each watcher.</summary>
    private const int ReadLimit = 256;

    /// <inheritdoc/>
    public long LatestCursor => tail.Latest;

    /// <summary>The changes of a committed group as watchers get them.</summary>
    public static List<AlertEventRow> RowsOf(GroupPlan plan)
    {
        var rows = new List<AlertEventRow>();
        foreach (var planned in plan.Commits)
        {
            var commit = planned.Pending.Commit;
            for (var i = 0; i < commit.Alerts.Count; i++)
            {
                AlertChanged change = commit.Alerts[i].Change;
                rows.Add(new AlertEventRow(
                    planned.FirstCursor + i, change.Alert, commit.Kind, change.Kind, change.At, change.Actor, change.Note));
            }
        }

        return rows;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<AlertEventRow> WatchAsync(long afterCursor, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var cursor = afterCursor;
        while (!cancellation.IsCancellationRequested)
        {
            // Taken before the look, so that what comes in between is not slept through.
            var changed = tail.Changed;
            var rows = await ReadAsync(cursor, cancellation).ConfigureAwait(false);
            foreach (var row in rows)
            {
                if (cancellation.IsCancellationRequested) yield break;
                yield return row;
                cursor = row.Cursor;
            }

            if (rows.Count == 0 && !await SignalledAsync(changed, cancellation).ConfigureAwait(false)) yield break;
        }
    }

    private async ValueTask<IReadOnlyList<AlertEventRow>> ReadAsync(long cursor, CancellationToken cancellation)
    {
        if (tail.After(cursor) is { } recent) return recent;
        try
        {
            return await reader.ListEventsAsync(cursor, ReadLimit, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return [];
        }
    }

    private static async ValueTask<bool> SignalledAsync(Task changed, CancellationToken cancellation)
    {
        try
        {
            await changed.WaitAsync(cancellation).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return false;
        }
    }
}
