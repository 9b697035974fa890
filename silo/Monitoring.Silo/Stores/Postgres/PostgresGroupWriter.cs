using Monitoring.Grains.Journal;
using Monitoring.Silo.Journal;
using Npgsql;

namespace Monitoring.Silo.Stores.Postgres;

/// <summary>
/// Writes groups to PostgreSQL: entries and posting ids by binary COPY, everything else by statements that take arrays, in few round
/// trips. Used by the writer's thread only. The row of <c>store_state</c> is locked from the start of a group to its end, so that groups
/// of several processes follow each other: numbers have no gaps and a cursor that is visible never gets a predecessor. The fence of
/// each grain is the update of its head where the decision was made, or, of a head that this process holds back, what it knows of it.
/// </summary>
internal sealed class PostgresGroupWriter : IGroupWriter
{
    /// <summary>Marks of processes that wrote nothing for so long are removed.</summary>
    private const string MarkAge = "30 days";

    private readonly NpgsqlConnection _connection;
    private readonly PostgresWriterMark _mark;
    private readonly NpgsqlCommand _lock;
    private readonly NpgsqlBatchCommand _state;
    private readonly NpgsqlParameter<long>[] _stateValues;
    private readonly NpgsqlParameter<Guid> _holder = new();
    private readonly NpgsqlBatchCommand _marked;
    private readonly NpgsqlParameter<long> _markedGroup;
    private readonly NpgsqlBatch _batch;
    private readonly PostgresParts _parts;
    private readonly PostgresHeldHeads _held;
    private readonly PostgresIdFilters _filters;
    private readonly PostgresHeads _heads;
    private readonly PostgresEntries _entries;
    private readonly PostgresIdFence _fence;
    private readonly PostgresPostingIds _ids;
    private readonly PostgresGrainRows _rows = new();
    private readonly PostgresAlertRows _alerts = new();
    private readonly PostgresTotalRows _totals = new();
    private readonly PostgresSideWrites _sides;
    private NpgsqlTransaction? _transaction;
    private bool _mayBeAhead;

    public PostgresGroupWriter(
        NpgsqlConnection connection, PostgresWriterMark mark, PostgresHeldHeads held, PostgresIdFilters filters, StoreOptions options)
    {
        _connection = connection;
        _mark = mark;
        (_held, _filters) = (held, filters);
        _batch = new NpgsqlBatch(connection);
        _lock = new NpgsqlCommand(
            "select next_key, next_position, next_cursor, heads, heads_with, id_part, id_part_ids from store_state for update", connection);
        _state = new NpgsqlBatchCommand(
            """
            update store_state set next_key = $1, next_position = $2, next_cursor = $3, postings = postings + $4, heads = $5,
              id_part = $6, id_part_ids = $7, heads_with = nullif($8, '00000000-0000-0000-0000-000000000000'::uuid)
            """);
        _stateValues = [.. Enumerable.Range(0, 7).Select(_ => new NpgsqlParameter<long>())];
        foreach (var value in _stateValues) _state.Parameters.Add(value);
        _state.Parameters.Add(_holder);
        _marked = new NpgsqlBatchCommand(
            """
            insert into writer_mark (writer, group_number, at) values ($1, $2, now())
            on conflict (writer) do update set group_number = excluded.group_number, at = excluded.at
            """);
        _marked.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = mark.Writer });
        _markedGroup = new NpgsqlParameter<long>();
        _marked.Parameters.Add(_markedGroup);
        _parts = new PostgresParts(connection, options.PartitionEntries);
        _heads = new PostgresHeads(connection, held);
        _entries = new PostgresEntries(connection);
        _fence = new PostgresIdFence(connection, filters, options);
        _ids = new PostgresPostingIds(connection, _fence);
        _sides = new PostgresSideWrites(connection);
    }

    /// <inheritdoc/>
    public StoreCounters Recover() => PostgresFailures.Run(() =>
    {
        // Waits for a group of this process whose answer was lost and that is still on its way.
        using var transaction = _connection.BeginTransaction();
        _lock.Prepare();
        var state = Lock();
        // Also when it was this process: which of its groups were committed is only known now.
        if (state.Holder is not null) PostgresHeadReplay.Run(_connection, state.Settled);
        Execute($"delete from writer_mark where at < now() - interval '{MarkAge}'");
        transaction.Commit();
        _held.Reset(state.Counters);
        _filters.Forget();
        return state.Counters;
    });

    /// <inheritdoc/>
    public StoreCounters Begin(StoreCounters last) => PostgresFailures.Run(() =>
    {
        _mark.Group++;
        for (var attempt = 1; ; attempt++)
        {
            _transaction = _connection.BeginTransaction();
            var state = Lock();
            var isOwn = state.Holder == _mark.Writer;
            if (state.Holder is null || (isOwn && _held.Knows(state.Counters, isOwn)))
            {
                _held.Begin(state.Counters, isOwn);
                return state.Counters;
            }

            // By itself: a group that is written again without its conflicts must not take the heads with it.
            if (attempt == PostgresHeadsView.AttemptsMax) throw new StoreException(PostgresHeadsView.AgainAndAgain);
            PostgresHeadReplay.Run(_connection, state.Settled);
            Commit();
            _mayBeAhead = false;
        }
    });

    /// <inheritdoc/>
    public void Write(GroupPlan plan) => PostgresFailures.Run(() =>
    {
        Gather(plan);
        if (plan.Conflicts.Count == 0 && TryWrite(plan)) return;
        Rollback();
        _heads.FindConflicts(plan);
        _ids.FindConflicts(plan);
        if (plan.Conflicts.Count == 0) throw new StoreException("PostgreSQL refused a group in which nothing conflicts.");
    });

    /// <inheritdoc/>
    public void Commit() => PostgresFailures.Run(() =>
    {
        _mayBeAhead = true;
        (_transaction ?? throw new InvalidOperationException("No transaction is open.")).Commit();
        _transaction = null;
    });

    /// <inheritdoc/>
    public void Acknowledge()
    {
        _held.Committed();
        _mayBeAhead = false;
    }

    /// <inheritdoc/>
    public void Rollback()
    {
        var transaction = _transaction;
        _transaction = null;
        if (transaction is null) return;
        _parts.Forget();
        PostgresFailures.Run(() =>
        {
            transaction.Rollback();
            transaction.Dispose();
        });
    }

    /// <inheritdoc/>
    public bool IsCommitted(GroupPlan plan) => PostgresFailures.Run(() =>
    {
        using var select = new NpgsqlCommand("select group_number from writer_mark where writer = $1", _connection);
        select.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = _mark.Writer });
        return select.ExecuteScalar() is long group && group == _mark.Group;
    });

    /// <inheritdoc/>
    public void Maintain()
    {
        // The server keeps itself in shape.
    }

    /// <inheritdoc/>
    public void WriteSides(IReadOnlyList<SideWrite> sides)
    {
        _sides.Write(sides);
        if (_sides.Settles) PostgresFailures.Run(_heads.Settle);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Before anybody is told that a commit's end is not known: who then reads finds out.
        if (_mayBeAhead) _held.Doubt();
        _batch.Dispose();
        _lock.Dispose();
        _connection.Dispose();
    }

    private (StoreCounters Counters, long Settled, Guid? Holder) Lock()
    {
        using var reader = _lock.ExecuteReader();
        if (!reader.Read()) throw new StoreException("The database has lost its row of store_state.");
        var counters = new StoreCounters(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
        _fence.Begin(reader.GetInt32(5), reader.GetInt64(6));
        return (counters, reader.GetInt64(3), reader.IsDBNull(4) ? null : reader.GetGuid(4));
    }

    private void Gather(GroupPlan plan)
    {
        _heads.Clear();
        _ids.Clear();
        _rows.Clear();
        _alerts.Clear();
        _totals.Clear();
        for (var i = 0; i < plan.Commits.Count; i++)
        {
            var planned = plan.Commits[i];
            _heads.Add(planned);
            _ids.Add(i, planned);
            _rows.Add(planned);
            _alerts.Add(planned);
        }

        _totals.Add(plan.Totals);
        _ids.EndGroup(plan);
    }

    /// <summary>Whether each statement changed as many rows as it should; what it did not do tells the conflicts.</summary>
    private bool TryWrite(GroupPlan plan)
    {
        if (plan.Commits.Count == 0) return true;
        if (!_heads.TryPlan(plan.Next)) return false;
        _parts.EnsureRoom(plan.Next.Position);
        _fence.EnsureRoom(_ids.Count);
        _heads.FindLate();
        _batch.BatchCommands.Clear();
        _heads.AddTo(_batch);
        _ids.AddReversalsTo(_batch);
        _rows.AddTo(_batch);
        _alerts.AddTo(_batch);
        _totals.AddTo(_batch);
        SetState(plan);
        _batch.BatchCommands.Add(_state);
        _batch.BatchCommands.Add(_marked);
        try
        {
            // The ids come first: a reversal in the same group finds its target.
            if (!_ids.TryCopy()) return false;
            _batch.Prepare();
            _batch.ExecuteNonQuery();
            if (!_heads.AllWritten || !_ids.AllReversed) return false;
            _entries.Copy(plan, _heads);
            return true;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return false;
        }
    }

    private void SetState(GroupPlan plan)
    {
        _stateValues[0].TypedValue = plan.Next.Key;
        _stateValues[1].TypedValue = plan.Next.Position;
        _stateValues[2].TypedValue = plan.Next.Cursor;
        _stateValues[3].TypedValue = plan.Postings;
        _stateValues[4].TypedValue = _held.Settled;
        _stateValues[5].TypedValue = _fence.Part;
        _stateValues[6].TypedValue = _fence.Ids;
        _holder.TypedValue = _held.Holds ? _mark.Writer : Guid.Empty;
        _markedGroup.TypedValue = _mark.Group;
    }

    private void Execute(string sql)
    {
        using var command = new NpgsqlCommand(sql, _connection);
        command.ExecuteNonQuery();
    }
}
