using Monitoring.Grains.Queries;

namespace Monitoring.Silo.Journal;

/// <summary>The last changes of alerts, in memory, so that many live watchers do not each read the table. Thread-safe.</summary>
internal sealed class AlertTail
{
    private readonly object _gate = new();
    private readonly AlertEventRow[] _ring;
    private long _latest;
    private long _oldest;
    private TaskCompletionSource _changed = NewSignal();

    /// <param name="length">Most changes kept.</param>
    /// <param name="latest">Cursor of the newest change in the store; 0 for none.</param>
    public AlertTail(int length, long latest)
    {
        _ring = new AlertEventRow[length];
        _latest = latest;
        _oldest = latest + 1;
    }

    /// <summary>Cursor of the newest change.</summary>
    public long Latest => Volatile.Read(ref _latest);

    /// <summary>Completes when a change comes after this call.</summary>
    public Task Changed
    {
        get
        {
            lock (_gate) return _changed.Task;
        }
    }

    /// <summary>
    /// Adds committed changes, which follow each other without a gap. Between the newest one here and them there may be some that were
    /// written although their commit's end was not known: the table has those.
    /// </summary>
    public void Add(IReadOnlyList<AlertEventRow> rows)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            if (rows[0].Cursor != _latest + 1) _oldest = rows[0].Cursor;
            foreach (var row in rows) _ring[row.Cursor % _ring.Length] = row;
            Volatile.Write(ref _latest, rows[^1].Cursor);
            _oldest = Math.Max(_oldest, _latest - _ring.Length + 1);
            changed = _changed;
            _changed = NewSignal();
        }

        changed.SetResult();
    }

    /// <summary>
    /// The table was found to have changes up to a cursor. What was never told here, as the end of its commit was not known, is there: who
    /// waits looks.
    /// </summary>
    public void Reach(long latest)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            if (latest <= _latest) return;
            _oldest = latest + 1;
            Volatile.Write(ref _latest, latest);
            changed = _changed;
            _changed = NewSignal();
        }

        changed.SetResult();
    }

    /// <summary>Changes after a cursor, when all of them are still here; else <c>null</c>, and the table has them.</summary>
    public IReadOnlyList<AlertEventRow>? After(long cursor)
    {
        lock (_gate)
        {
            if (cursor >= _latest) return [];
            if (cursor + 1 < _oldest) return null;
            var rows = new AlertEventRow[_latest - cursor];
            for (var i = 0; i < rows.Length; i++) rows[i] = _ring[(cursor + 1 + i) % _ring.Length];
            return rows;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
