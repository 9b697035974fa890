using Monitoring.Grains.Journal;
using Monitoring.Grains.Queries;
using Monitoring.Silo.Journal;

namespace Monitoring.Silo.Stores.Sqlite;

/// <summary>Writes groups to SQLite with statements prepared once. Used by the writer's thread only.</summary>
internal sealed class SqliteGroupWriter : IGroupWriter, ISideWrites
{
    /// <summary>This process' rows of branch totals; a data directory has one writer.</summary>
    private const int Writer = 1;

    private readonly SqliteSession _session;
    private readonly SqliteCheckpointer _checkpointer;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _insertGrain;
    private readonly SqliteStatement _insertHead;
    private readonly SqliteStatement _insertEntry;
    private readonly SqlitePostingIds _ids;
    private readonly SqliteGrainRows _rows;
    private readonly SqliteHeads _heads;
    private readonly SqliteKinds _kinds;
    private readonly SqliteTotalRows _totals;
    private readonly SqliteSideRows _sides;

    public SqliteGroupWriter(SqliteSession session, SqliteHeads heads, SqliteCheckpointer checkpointer)
    {
        _session = session;
        _heads = heads;
        _checkpointer = checkpointer;
        _begin = session.Prepare("begin immediate");
        _commit = session.Prepare("commit");
        _insertGrain = session.Prepare(SqliteTexts.InsertGrain);
        _insertHead = session.Prepare(SqliteTexts.InsertHead);
        _insertEntry = session.Prepare(SqliteTexts.InsertEntry);
        _ids = new SqlitePostingIds(session);
        _rows = new SqliteGrainRows(session);
        _kinds = new SqliteKinds(session);
        _totals = new SqliteTotalRows(session, Writer);
        _sides = new SqliteSideRows(session);
    }

    /// <inheritdoc/>
    public StoreCounters Recover()
    {
        _heads.Recover();
        _kinds.Recover();
        return new StoreCounters(
            _session.Scalar("select coalesce(max(key), 0) + 1 from grain"),
            _session.Scalar("select coalesce(max(position), 0) + 1 from journal"),
            _session.Scalar("select coalesce(max(cursor), 0) + 1 from alert_event"));
    }

    /// <inheritdoc/>
    public StoreCounters Begin(StoreCounters last)
    {
        // A data directory has one writer.
        _begin.Run();
        return last;
    }

    /// <inheritdoc/>
    public void Commit()
    {
        _commit.Run();
        _heads.Committed();
        _kinds.Committed();
    }

    /// <inheritdoc/>
    public void Acknowledge()
    {
        // In this process there is no way on which an answer could be lost.
    }

    /// <inheritdoc/>
    public void Rollback()
    {
        _heads.Forget();
        _kinds.Forget();
        if (_session.InTransaction) _session.Execute("rollback");
    }

    /// <inheritdoc/>
    public bool IsCommitted(GroupPlan plan)
    {
        var select = _session.Prepare("select 1 from journal where position = ?1");
        select.Bind(1, plan.First.Position);
        var found = select.Step();
        select.Reset();
        return found;
    }

    /// <inheritdoc/>
    public void Maintain() => _checkpointer.Wrote(_session);

    /// <inheritdoc/>
    public void Write(GroupPlan plan)
    {
        _ids.Clear();
        for (var i = 0; i < plan.Commits.Count; i++)
        {
            // The others are still tried, so that one pass finds all that must be dropped.
            if (!TryWrite(plan, i, plan.Commits[i])) plan.AddConflict(i);
        }

        _ids.Write(plan);

        if (plan.Conflicts.Count > 0) return;
        _heads.EndGroup(plan.Next.Position - 1);
        _totals.Add(plan.Totals);
        if (plan.Postings > 0) _totals.CountPostings(plan.Postings);
    }

    /// <inheritdoc/>
    public void WriteSides(IReadOnlyList<SideWrite> sides)
    {
        for (var i = 0; i < sides.Count; i++) sides[i].Apply(this);
    }

    /// <inheritdoc/>
    public bool PutSnapshot(string name, string key, long? expected, long etag, ReadOnlySpan<byte> data) =>
        _sides.PutSnapshot(name, key, expected, etag, data);

    /// <inheritdoc/>
    public bool DeleteSnapshot(string name, string key, long? expected) => _sides.DeleteSnapshot(name, key, expected);

    /// <inheritdoc/>
    public void AddQuarantine(RejectedLine line, long at) => _sides.AddQuarantine(line, at);

    /// <inheritdoc/>
    public bool MarkQuarantine(long id, QuarantineState state, long at) => _sides.MarkQuarantine(id, state, at);

    /// <inheritdoc/>
    public void PutClosedDay(int day) => _sides.PutClosedDay(day);

    /// <inheritdoc/>
    public void Settle() => _heads.Flush();

    /// <inheritdoc/>
    public void Probe() => _totals.CountPostings(0);

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private bool TryWrite(GroupPlan plan, int index, in PlannedCommit planned)
    {
        var commit = planned.Pending.Commit;
        var late = 0L;
        if (commit.Head.Key == 0)
        {
            if (!InsertGrain(planned)) return false;
            _kinds.Stage(planned.Key, commit.Kind);
        }
        else
        {
            // An account and a settlement account share their ids: one never goes on with the other's journal.
            if (_kinds.Of(planned.Key) != commit.Kind) return false;
            if (!_heads.EndsAt(planned.Key, commit.Head, out var head)) return false;
            late = head.Late;
        }

        WriteEntries(plan, index, planned, ref late);
        var state = new HeadState(planned.Head.Sequence, planned.Head.Position, late, commit.Columns);
        if (commit.Head.Key == 0) InsertHead(planned.Key, state);
        else _heads.Stage(planned.Key, state);
        if (commit.Profile is { } profile && commit.Head.Key != 0) _rows.UpdateProfile(planned.Key, profile);
        for (var i = 0; i < commit.Alerts.Count; i++)
        {
            _rows.PutAlert(planned.Key, commit.Kind, commit.Alerts[i].Change, planned.FirstCursor + i);
        }

        for (var i = 0; i < commit.Parties.Count; i++) _rows.PutParty(planned.Key, commit.Parties[i]);
        for (var i = 0; i < commit.Items.Count; i++) _rows.PutItem(planned.Key, commit.Items[i]);
        return true;
    }

    private void InsertHead(long key, in HeadState head)
    {
        _insertHead.Bind(1, key);
        SqliteHeads.Bind(_insertHead, head);
        _insertHead.Run();
    }

    private bool InsertGrain(in PlannedCommit planned)
    {
        var commit = planned.Pending.Commit;
        _insertGrain.Bind(1, planned.Key);
        _insertGrain.Bind(2, IdSpace.Of(commit.Kind));
        _insertGrain.Bind(3, commit.Id);
        _insertGrain.Bind(4, (long)commit.Kind);
        SqliteGrainRows.BindProfile(_insertGrain, 5, commit.Profile!);
        return _insertGrain.Run() == 1;
    }

    private void WriteEntries(GroupPlan plan, int index, in PlannedCommit planned, ref long late)
    {
        var commit = planned.Pending.Commit;
        var (position, sequence, previous) = (planned.FirstPosition, commit.Head.Sequence, commit.Head.Position);
        for (var i = 0; i < commit.Entries.Count; i++)
        {
            var entry = commit.Entries[i];
            sequence++;
            _insertEntry.Bind(1, position);
            _insertEntry.Bind(2, planned.Key);
            _insertEntry.Bind(3, sequence);
            _insertEntry.Bind(4, previous);
            _insertEntry.Bind(5, plan.JumpOf(planned, i));
            BindEntry(entry, late, commit.Columns.OpenDay);
            _insertEntry.Run();
            if (entry.Behind > 0) late = position;
            if (entry.Kind == EntryKind.Posted) _ids.Add(index, planned.Key, sequence, entry);
            previous = position++;
        }
    }

    private void BindEntry(in JournalEntry entry, long late, int openDay)
    {
        _insertEntry.Bind(6, (long)entry.Kind);
        _insertEntry.Bind(7, entry.HighWater);
        _insertEntry.Bind(8, entry.Behind);
        _insertEntry.Bind(9, entry.Behind > 0 ? late : 0L);
        _insertEntry.Bind(10, entry.Amount);
        _insertEntry.Bind(11, entry.BalanceAfter);
        _insertEntry.Bind(12, openDay);
        _insertEntry.Bind(13, entry.Data.Span);
    }
}
