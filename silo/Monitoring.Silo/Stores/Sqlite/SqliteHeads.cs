using Monitoring.Grains.Journal;
using Monitoring.Silo.Journal;

namespace Monitoring.Silo.Stores.Sqlite;

/// <summary>
/// The writer's view of heads. A small group writes its heads with itself. Under load they gather in the <see cref="HeadLag"/>, as each
/// page of heads written again with every group would be most of what is written; after a crash the journal's end tells them. Under a
/// load without a pause they are written in slices, a few with each group, so that no group waits for all of them.
/// </summary>
internal sealed class SqliteHeads
{
    /// <summary>Position up to which the table of heads has everything.</summary>
    private const string SettledCounter = "heads";

    /// <summary>Heads written with a group for each of its entries: twice as fast as they gather, so that a sweep ends.</summary>
    private const int SweepHeadsPerEntry = 2;

    /// <summary>Part of the most entries after which a sweep begins: another such part at the most goes by until it ends.</summary>
    private const int SweepPart = 2;

    private readonly SqliteSession _session;
    private readonly HeadLag _lag;
    private readonly long _entriesMax;
    private readonly int _heldMax;
    private readonly int _writeThroughMax;
    private readonly Dictionary<long, HeadState> _staged = [];
    private readonly SqliteStatement _select;
    private readonly SqliteStatement _update;
    /// <summary>Heads that were written last: the grains that are busy now, which need not be looked up.</summary>
    private Dictionary<long, HeadState> _known = [];
    private long _settled;
    private long _position;
    private bool _flushed;

    /// <summary>Grains whose heads the present sweep writes, how many of them are written, and how many when the transaction is durable.</summary>
    private long[] _sweep = [];
    private int _swept;
    private int _sweptNext;

    /// <summary>Position of the last entry before the sweep began: the table has everything up to it when the sweep ends.</summary>
    private long _sweepPosition;

    /// <param name="session">The writer's connection.</param>
    /// <param name="lag">Committed heads that are not in the table.</param>
    /// <param name="options">Most entries since heads were written, which bounds the work after a crash, and when they are at once.</param>
    public SqliteHeads(SqliteSession session, HeadLag lag, StoreOptions options)
    {
        _session = session;
        _lag = lag;
        _entriesMax = options.HeadLagEntriesMax;
        _heldMax = options.HeadsHeldMax;
        _writeThroughMax = options.HeadsWrittenThroughMax;
        _select = session.Prepare(SqliteTexts.SelectHead);
        _update = session.Prepare(SqliteTexts.UpdateHead);
    }

    /// <summary>Reads the journal from where the table of heads is behind, to know its grains' heads.</summary>
    public void Recover()
    {
        Forget();
        EndSweep();
        _settled = _session.Scalar($"select value from counter where name = '{SettledCounter}'");
        // A group that was dropped does not count.
        _position = _session.Scalar("select coalesce(max(position), 0) from journal");
        // Left from before a commit whose answer was lost: the table has newer ones.
        _lag.RemoveUpTo(_settled);
        var select = _session.Prepare(
            """
            select position, grain, sequence, kind, high_water, behind, balance_after, open_day from journal where position > ?1
            order by position
            """);
        select.Bind(1, _settled);
        while (select.Step())
        {
            var key = select.Int64(1);
            if (!TryGet(key, out var head)) throw new StoreException($"Grain {key} has journal entries but no head.");
            if (select.Int64(2) > head.Sequence) _staged[key] = After(head, select);
        }

        CountAlerts();
        _lag.Add(_staged);
        _staged.Clear();
    }

    /// <summary>Whether a grain's journal ends where a decision was made.</summary>
    public bool EndsAt(long key, in GrainHead head, out HeadState state) =>
        TryGet(key, out state) && state.Sequence == head.Sequence && state.Position == head.Position;

    /// <summary>Notes a head of the present transaction.</summary>
    public void Stage(long key, in HeadState head) => _staged[key] = head;

    /// <summary>Called when a group was written, before it is committed.</summary>
    /// <param name="lastPosition">Position of its last entry.</param>
    public void EndGroup(long lastPosition)
    {
        var before = _position;
        _position = lastPosition;
        if (_lag.Count + _staged.Count <= _writeThroughMax || lastPosition - _settled >= _entriesMax) Flush();
        else if (_sweep.Length > 0 || lastPosition - _settled >= _entriesMax / SweepPart || _lag.Count >= _heldMax) Sweep(before);
    }

    /// <summary>Writes all heads to the table in the present transaction.</summary>
    public void Flush()
    {
        if (_flushed || (_lag.Count == 0 && _staged.Count == 0)) return;
        // In the order of keys each page is visited once.
        foreach (var (key, head) in _lag.With(_staged)) Write(key, head);
        SetSettled(_position);
        _flushed = true;
    }

    /// <summary>The transaction is durable.</summary>
    public void Committed()
    {
        if (_flushed)
        {
            _settled = _position;
            _known = _lag.Clear();
            foreach (var (key, head) in _staged) _known[key] = head;
            EndSweep();
        }
        else
        {
            _lag.Add(_staged);
            CommitSweep();
        }

        Forget();
    }

    /// <summary>The transaction was dropped.</summary>
    public void Forget()
    {
        _staged.Clear();
        _flushed = false;
        _sweptNext = _swept;
    }

    /// <summary>Sets the parameters of a head, the second to the tenth.</summary>
    public static void Bind(SqliteStatement statement, in HeadState head)
    {
        statement.Bind(2, head.Sequence);
        statement.Bind(3, head.Position);
        statement.Bind(4, head.Late);
        statement.Bind(5, head.Columns.Balance);
        statement.Bind(6, head.Columns.PostingCount);
        statement.Bind(7, head.Columns.PostingSequence);
        statement.Bind(8, head.Columns.LastMovement);
        statement.Bind(9, head.Columns.OpenDay);
        statement.Bind(10, head.Columns.OpenAlerts);
    }

    /// <summary>Writes the next of the heads that wait, as they stand now, in the order of keys.</summary>
    /// <param name="before">Position of the last entry before the present group.</param>
    private void Sweep(long before)
    {
        if (_sweep.Length == 0) (_sweep, _sweepPosition) = (_lag.Keys(), before);
        var count = Math.Min(_sweep.Length - _swept, (_position - before) * SweepHeadsPerEntry);
        for (var i = 0; i < count; i++)
        {
            var key = _sweep[_sweptNext++];
            if (!TryGet(key, out var head)) throw new StoreException($"Grain {key} has no head to write.");
            Write(key, head);
        }

        if (_sweptNext == _sweep.Length) SetSettled(_sweepPosition);
    }

    private void CommitSweep()
    {
        _swept = _sweptNext;
        if (_sweep.Length == 0 || _swept < _sweep.Length) return;
        _settled = _sweepPosition;
        // What changed since the sweep began waits for the next one.
        _known = _lag.RemoveUpTo(_sweepPosition);
        EndSweep();
    }

    private void EndSweep() => (_sweep, _swept, _sweptNext) = ([], 0, 0);

    private void SetSettled(long position)
    {
        var settle = _session.Prepare($"update counter set value = ?1 where name = '{SettledCounter}'");
        settle.Bind(1, position);
        settle.Run();
    }

    private static HeadState After(in HeadState head, SqliteStatement entry)
    {
        var (position, sequence) = (entry.Int64(0), entry.Int64(2));
        var isPosting = (EntryKind)entry.Int64(3) == EntryKind.Posted;
        var columns = head.Columns;
        return new HeadState(sequence, position, entry.Int64(5) > 0 ? position : head.Late, columns with
        {
            Balance = entry.Int64(6),
            PostingCount = columns.PostingCount + (isPosting ? 1 : 0),
            PostingSequence = isPosting ? sequence : columns.PostingSequence,
            LastMovement = Math.Max(columns.LastMovement, entry.Int64(4)),
            OpenDay = (int)entry.Int64(7),
        });
    }

    /// <summary>Open alerts are not in the journal's columns but in their own table, written with it.</summary>
    private void CountAlerts()
    {
        var count = _session.Prepare("select count(*) from alert where state <> 5 and account = (select id from grain where key = ?1)");
        foreach (var (key, head) in _staged.ToArray())
        {
            count.Bind(1, key);
            var alerts = count.Step() ? (int)count.Int64(0) : 0;
            count.Reset();
            _staged[key] = head with { Columns = head.Columns with { OpenAlerts = alerts } };
        }
    }

    private bool TryGet(long key, out HeadState head)
    {
        if (_staged.TryGetValue(key, out head) || _lag.TryGet(key, out head) || _known.TryGetValue(key, out head)) return true;
        _select.Bind(1, key);
        if (!_select.Step()) return false;
        var columns = new LedgerColumns(
            _select.Int64(3), _select.Int64(4), _select.Int64(5), _select.Int64(6), (int)_select.Int64(7), (int)_select.Int64(8));
        head = new HeadState(_select.Int64(0), _select.Int64(1), _select.Int64(2), columns);
        _select.Reset();
        return true;
    }

    private void Write(long key, in HeadState head)
    {
        _update.Bind(1, key);
        Bind(_update, head);
        if (_update.Run() != 1) throw new StoreException($"Grain {key} has no head to write.");
    }
}
