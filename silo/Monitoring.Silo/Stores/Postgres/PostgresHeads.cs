using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Journal;
using Monitoring.Silo.Journal;
using Npgsql;

namespace Monitoring.Silo.Stores.Postgres;

/// <summary>
/// Grains and their heads of a group. A head is updated only where it stands as it did when its grain decided: that is the fence against a
/// second activation, in whichever process.
/// </summary>
internal sealed class PostgresHeads
{
    private readonly NpgsqlConnection _connection;
    private readonly ArrayRows _update = new(
        """
        update grain_head h set sequence = u.sequence, position = u.position, late = case when u.late = 0 then h.late else u.late end,
          balance = u.balance, posting_count = u.posting_count, posting_sequence = u.posting_sequence, last_movement = u.last_movement,
          open_day = u.open_day, open_alerts = u.open_alerts
        from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) as u (
          key, sequence, position, late, balance, posting_count, posting_sequence, last_movement, open_day, open_alerts, kind,
          old_sequence, old_position)
        where h.key = u.key and h.sequence = u.old_sequence and h.position = u.old_position and h.kind = u.kind
        """);

    private readonly ArrayRows _insertGrain = new(
        """
        insert into grain (key, space, kind, opened_at, account_kind, settlement_kind, id, branch, currency, name, customer)
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """);

    private readonly ArrayRows _insertHead = new(
        """
        insert into grain_head
          (key, sequence, position, late, balance, posting_count, posting_sequence, last_movement, open_day, open_alerts, kind)
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """);

    private readonly PostgresHeldHeads _held;
    private readonly List<HeadChange> _changes = [];
    private readonly List<long> _oldSequence;
    private readonly List<long> _oldPosition;
    private readonly HeadColumns _updated;
    private readonly HeadColumns _inserted;
    private readonly GrainColumns _grains;
    private readonly HashSet<long> _keys = [];
    private readonly HashSet<(int, string)> _ids = [];
    private readonly List<long> _lateKeys = [];
    private readonly Dictionary<long, long> _late = [];
    private bool _hasTwice;

    public PostgresHeads(NpgsqlConnection connection, PostgresHeldHeads held)
    {
        _connection = connection;
        _held = held;
        _updated = new HeadColumns(_update);
        _oldSequence = _update.Longs();
        _oldPosition = _update.Longs();
        _inserted = new HeadColumns(_insertHead);
        _grains = new GrainColumns(_insertGrain);
    }

    /// <summary>Whether all heads that were written stood where they should.</summary>
    public bool AllWritten => _update.Count == 0 || _update.Command.Rows == (ulong)_update.Count;

    /// <summary>Forgets the last group.</summary>
    public void Clear()
    {
        _changes.Clear();
        _update.Clear();
        _insertGrain.Clear();
        _insertHead.Clear();
        _keys.Clear();
        _ids.Clear();
        _lateKeys.Clear();
        _late.Clear();
        _hasTwice = false;
    }

    /// <summary>Adds a commit's head, and its grain when it is new.</summary>
    public void Add(in PlannedCommit planned)
    {
        var commit = planned.Pending.Commit;
        var late = LastLate(planned);
        var state = new HeadState(planned.Head.Sequence, planned.Head.Position, late, commit.Columns, commit.Kind);
        _changes.Add(new HeadChange(planned.Key, state, commit.Head.Sequence, commit.Head.Position, planned.FirstPosition));
        if (commit.Head.Key == 0)
        {
            _hasTwice |= !_ids.Add((IdSpace.Of(commit.Kind), commit.Id));
            _grains.Add(planned.Key, commit);
            _inserted.Add(planned.Key, state);
            return;
        }

        _hasTwice |= !_keys.Add(planned.Key);
        if (late != 0) _lateKeys.Add(planned.Key);
    }

    /// <summary>Decides which heads are written; <c>false</c> when one is known to stand elsewhere than where its grain decided.</summary>
    public bool TryPlan(StoreCounters next)
    {
        if (_hasTwice || _changes.Exists(change => !change.IsNew && IsElsewhere(change))) return false;
        _held.Plan(_changes, next, Update);
        return true;
    }

    /// <summary>Writes all that is held back, in the present transaction.</summary>
    public void Settle()
    {
        if (!_held.Holds) return;
        _update.Clear();
        _oldSequence.Clear();
        _oldPosition.Clear();
        _held.Settle(Update);
        using var batch = new NpgsqlBatch(_connection);
        if (_update.Count > 0) batch.BatchCommands.Add(_update.Command);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("update store_state set heads_with = null"));
        batch.Prepare();
        batch.ExecuteNonQuery();
        if (!AllWritten) throw new StoreException("Heads that were held back do not stand where they were.");
    }

    /// <summary>Adds the statements to a group's.</summary>
    public void AddTo(NpgsqlBatch batch)
    {
        foreach (var rows in (ReadOnlySpan<ArrayRows>)[_insertGrain, _insertHead, _update])
        {
            if (rows.Count > 0) batch.BatchCommands.Add(rows.Command);
        }
    }

    /// <summary>Reads where the late postings before end, of grains that have late postings in this group.</summary>
    public void FindLate()
    {
        if (_lateKeys.Count == 0) return;
        using var select = new NpgsqlCommand("select key, late from grain_head where key = any($1)", _connection);
        select.Parameters.Add(new NpgsqlParameter<List<long>> { TypedValue = _lateKeys });
        using var reader = select.ExecuteReader();
        while (reader.Read()) _late[reader.GetInt64(0)] = reader.GetInt64(1);
    }

    /// <summary>Position of a grain's last late posting before this group; 0 for none.</summary>
    public long LateOf(long key)
    {
        if (!_late.TryGetValue(key, out var late)) return 0;
        return _held.TryGet(key, out var held) ? Math.Max(late, held.Late) : late;
    }

    /// <summary>Notes the commits whose grain's journal does not end where they were decided, or whose id is taken.</summary>
    public void FindConflicts(GroupPlan plan)
    {
        var heads = Stored();
        var taken = TakenIds();
        for (var i = 0; i < plan.Commits.Count; i++)
        {
            var commit = plan.Commits[i].Pending.Commit;
            var head = commit.Head;

            // Who comes first and is right takes the place.
            var isRight = head.Key == 0
                ? taken.Add((IdSpace.Of(commit.Kind), commit.Id))
                : heads.TryGetValue(head.Key, out var stored) && stored == (head.Sequence, head.Position, commit.Kind)
                    && heads.Remove(head.Key);
            if (!isRight) plan.AddConflict(i);
        }
    }

    private static long LastLate(in PlannedCommit planned)
    {
        var entries = planned.Pending.Commit.Entries;
        for (var i = entries.Count - 1; i >= 0; i--)
        {
            if (entries[i].Behind > 0) return planned.FirstPosition + i;
        }

        return 0;
    }

    private bool IsElsewhere(in HeadChange change) =>
        _held.TryGet(change.Key, out var known)
        && (known.Sequence, known.Position, known.Kind) != (change.Sequence, change.Position, change.State.Kind);

    private void Update(long key, HeadState state, HeldHead table)
    {
        _updated.Add(key, state);
        _oldSequence.Add(table.Sequence);
        _oldPosition.Add(table.Position);
    }

    private Dictionary<long, (long Sequence, long Position, GrainKind Kind)> Stored()
    {
        var heads = new Dictionary<long, (long, long, GrainKind)>();
        using var select = new NpgsqlCommand("select key, sequence, position, kind from grain_head where key = any($1)", _connection);
        select.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. _keys] });
        using var reader = select.ExecuteReader();
        while (reader.Read())
        {
            var (key, sequence, position, kind) = (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), (GrainKind)reader.GetInt16(3));
            var isHeld = _held.TryGet(key, out var held) && held.Sequence > sequence;
            heads[key] = isHeld ? (held.Sequence, held.Position, kind) : (sequence, position, kind);
        }

        return heads;
    }

    private HashSet<(int Space, string Id)> TakenIds()
    {
        var taken = new HashSet<(int, string)>();
        using var select = new NpgsqlCommand(
            "select g.space, g.id from unnest($1, $2) as u (space, id) join grain g on g.space = u.space and g.id = u.id", _connection);
        select.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. _ids.Select(static id => (long)id.Item1)] });
        select.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. _ids.Select(static id => id.Item2)] });
        using var reader = select.ExecuteReader();
        while (reader.Read()) taken.Add((reader.GetInt16(0), reader.GetString(1)));
        return taken;
    }

    /// <summary>The columns that an update and an insert of a head share.</summary>
    private sealed class HeadColumns(ArrayRows rows)
    {
        private readonly List<long>[] _columns = [.. Enumerable.Range(0, 11).Select(_ => rows.Longs())];

        public void Add(long key, in HeadState state)
        {
            var columns = state.Columns;
            ReadOnlySpan<long> values =
            [
                key, state.Sequence, state.Position, state.Late, columns.Balance, columns.PostingCount, columns.PostingSequence,
                columns.LastMovement, columns.OpenDay, columns.OpenAlerts, (long)state.Kind,
            ];
            for (var i = 0; i < values.Length; i++) _columns[i].Add(values[i]);
        }
    }

    private sealed class GrainColumns(ArrayRows rows)
    {
        private readonly List<long>[] _numbers = [.. Enumerable.Range(0, 4).Select(_ => rows.Longs())];
        private readonly List<long?> _accountKind = rows.LongsOrNull();
        private readonly List<long?> _settlementKind = rows.LongsOrNull();
        private readonly List<string?>[] _texts = [.. Enumerable.Range(0, 5).Select(_ => rows.Texts())];

        public void Add(long key, GrainCommit commit)
        {
            var profile = commit.Profile!;
            ReadOnlySpan<long> numbers = [key, IdSpace.Of(commit.Kind), (long)commit.Kind, profile.OpenedAt];
            for (var i = 0; i < numbers.Length; i++) _numbers[i].Add(numbers[i]);
            _accountKind.Add((long?)profile.AccountKind);
            _settlementKind.Add((long?)profile.SettlementKind);
            ReadOnlySpan<string?> texts = [commit.Id, profile.Branch, profile.Currency, profile.Name, profile.Customer];
            for (var i = 0; i < texts.Length; i++) _texts[i].Add(texts[i]);
        }
    }
}
