using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Journal;
using Monitoring.Silo.Journal;
using Npgsql;

namespace Monitoring.Silo.Stores.Postgres;

/// <summary>
/// Rows read for many grains at once. Paths along the chain are followed by the server: each entry found by its position, never by a scan.
/// </summary>
internal sealed class PostgresFetch
{
    /// <summary>Entries read ahead when one is read by itself: a page of an account's postings in one or two round trips.</summary>
    private const int BackLength = 64;

    /// <summary>Room kept from one fetch to the next: a batch of grains' under load. A larger one's would stay for ever.</summary>
    internal const int RoomMax = 16_384;

    private const string Columns =
        "j.position, j.grain, j.sequence, j.previous, j.jump, j.high_water, j.behind, j.late, j.amount, j.balance_after";

    private const string SelectHeads =
        """
        select g.space, g.id, g.key, g.kind, h.sequence, h.position, h.late, (select heads_with from store_state)
        from unnest($1, $2) as w (space, id) join grain g on g.space = w.space and g.id = w.id join grain_head h on h.key = g.key
        """;

    private const string SelectPaths =
        $"""
        with recursive path as (
          select {Columns} from unnest($1) as w (position) join journal j on j.position = w.position
          union all
          select {Columns} from path p join journal j on j.position = p.jump where p.jump > 0)
        select * from path
        """;

    private const string SelectBack =
        $"""
        with recursive back as (
          select {Columns}, j.kind, j.data, w.after, w.length
          from unnest($1, $2, $3) as w (position, after, length) join journal j on j.position = w.position
          union all
          select {Columns}, j.kind, j.data, b.after, b.length - 1
          from back b join journal j on j.position = b.previous where b.sequence > b.after + 1 and b.length > 1)
        select * from back
        """;

    private readonly ArrayRows _heads = new(SelectHeads);
    private readonly ArrayRows _paths = new(SelectPaths);
    private readonly ArrayRows _back = new(SelectBack);

    private readonly ArrayRows _postings = new(
        """
        select p.key, p.grain, p.sequence, p.content, r.key is not null
        from unnest($1) as w (key) join posting_id p on p.key = w.key left join posting_reversed r on r.key = p.key
        """);

    private readonly ArrayRows _parties = new(
        """
        select p.grain, p.party, p.last_seen
        from unnest($1, $2) as w (grain, party) join party p on p.grain = w.grain and p.party = w.party
        """);

    private readonly ArrayRows _items = new(
        """
        select w.grain, w.trace, w.amount, i.sequence
        from unnest($1, $2, $3, $4) as w (grain, amount, wanted, trace)
        cross join lateral (
          select s.sequence from settlement_item s
          where s.grain = w.grain and s.trace = w.trace and s.amount = w.amount and s.cleared_by = 0
          order by s.sequence limit w.wanted) i
        order by i.sequence
        """);

    private readonly ArrayRows _snapshots = new(
        "select s.name, s.key, s.etag, s.data from unnest($1, $2) as w (name, key) join snapshot s on s.name = w.name and s.key = w.key");

    private readonly List<long> _headSpaces;
    private readonly List<string?> _headIds;
    private readonly List<long> _pathStarts;
    private readonly List<long>[] _backStarts;
    private readonly List<Guid> _postingKeys;
    private readonly List<long>[] _partyKeys;
    private readonly List<long>[] _itemNumbers;
    private readonly List<string?> _itemTraces;
    private readonly List<string?>[] _snapshotKeys;

    private readonly PostgresHeadsView? _view;

    /// <param name="view">Tells heads that are newer than the table's; none for who does not read heads.</param>
    public PostgresFetch(PostgresHeadsView? view)
    {
        _view = view;
        (_headSpaces, _headIds) = (_heads.Longs(), _heads.Texts());
        _pathStarts = _paths.Longs();
        _backStarts = [_back.Longs(), _back.Longs(), _back.Longs()];
        _postingKeys = _postings.Guids();
        _partyKeys = [_parties.Longs(), _parties.Longs()];
        _itemNumbers = [_items.Longs(), _items.Longs(), _items.Longs()];
        _itemTraces = _items.Texts();
        _snapshotKeys = [_snapshots.Texts(), _snapshots.Texts()];
    }

    /// <summary>What to read next.</summary>
    public ReadWants Wants { get; } = new();

    /// <summary>Heads by space and id; <c>null</c> for a free id.</summary>
    public Dictionary<(int Space, string Id), HeadRow?> Heads { get; } = [];

    /// <summary>Links by position.</summary>
    public Dictionary<long, EntryLinks> Links { get; } = [];

    /// <summary>Entries by position.</summary>
    public Dictionary<long, StoredEntry> Entries { get; } = [];

    /// <summary>Posting ids; <c>null</c> for unknown ones.</summary>
    public Dictionary<PostingKey, KnownPosting?> Postings { get; } = [];

    /// <summary>When parties were seen, by grain and party; 0 for unknown ones.</summary>
    public Dictionary<(long Grain, long Party), long> Parties { get; } = [];

    /// <summary>Open items by grain, trace and amount, oldest first.</summary>
    public Dictionary<(long Grain, string Trace, long Amount), List<OpenItem>> Items { get; } = [];

    /// <summary>Snapshots; <c>null</c> for missing ones.</summary>
    public Dictionary<(string Name, string Key), SnapshotRow?> Snapshots { get; } = [];

    /// <summary>Whether heads were out of date, as another process holds newer ones back.</summary>
    public bool IsOutOfDate { get; private set; }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Wants.Clear(RoomMax);
        ForgetAnswers();
    }

    /// <summary>Forgets what was read.</summary>
    public void ForgetAnswers()
    {
        IsOutOfDate = false;
        Forget(Heads);
        Forget(Links);
        Forget(Entries);
        Forget(Postings);
        Forget(Parties);
        Forget(Items);
        Forget(Snapshots);
        // Filled anew by what is fetched next; nothing of a row is needed once it was answered.
        foreach (var rows in (ReadOnlySpan<ArrayRows>)[_heads, _paths, _back, _postings, _parties, _items, _snapshots]) rows.Trim(RoomMax);
    }

    /// <summary>Reads what is wanted, unless heads are out of date.</summary>
    public void Run(NpgsqlConnection connection)
    {
        FillKeys();
        Execute(
            connection, (_postings, ReadPosting), (_parties, ReadParty), (_items, ReadItem), (_snapshots, ReadSnapshot), (_heads, ReadHead));
        if (IsOutOfDate) return;
        FillChains();
        Execute(connection, (_paths, ReadLinks), (_back, ReadEntry));
    }

    /// <summary>Reads a head.</summary>
    public void Head(NpgsqlConnection connection, int space, string id)
    {
        _heads.Clear();
        Want(space, id);
        Execute(connection, (_heads, ReadHead));
    }

    /// <summary>Reads an entry's links and those that its jumps lead to.</summary>
    public void Path(NpgsqlConnection connection, long position)
    {
        _paths.Clear();
        _pathStarts.Add(position);
        Execute(connection, (_paths, ReadLinks));
    }

    /// <summary>Reads an entry and some before it.</summary>
    public void Back(NpgsqlConnection connection, long position)
    {
        _back.Clear();
        WantBack(position, 0, BackLength);
        Execute(connection, (_back, ReadEntry));
    }

    private static void Forget<TKey, TValue>(Dictionary<TKey, TValue> answers)
        where TKey : notnull
    {
        answers.Clear();
        if (answers.EnsureCapacity(0) > RoomMax) answers.TrimExcess();
    }

    private static void Execute(
        NpgsqlConnection connection, params ReadOnlySpan<(ArrayRows Rows, Action<NpgsqlDataReader> Read)> statements)
    {
        using var batch = new NpgsqlBatch(connection);
        var readers = new List<Action<NpgsqlDataReader>>();
        foreach (var (rows, read) in statements)
        {
            if (rows.Count == 0) continue;
            batch.BatchCommands.Add(rows.Command);
            readers.Add(read);
        }

        if (readers.Count == 0) return;
        batch.Prepare();
        using var reader = batch.ExecuteReader();
        foreach (var read in readers)
        {
            while (reader.Read()) read(reader);
            reader.NextResult();
        }
    }

    private void FillKeys()
    {
        foreach (var rows in (ReadOnlySpan<ArrayRows>)[_heads, _postings, _parties, _items, _snapshots]) rows.Clear();
        foreach (var (kind, id, _) in Wants.Loads) Want(IdSpace.Of(kind), id);
        foreach (var key in Wants.Postings)
        {
            if (Postings.TryAdd(key, null)) _postingKeys.Add(PostgresPostingIds.Stored(key.Value));
        }

        foreach (var (grain, party) in Wants.Parties)
        {
            if (!Parties.TryAdd((grain, party), 0)) continue;
            _partyKeys[0].Add(grain);
            _partyKeys[1].Add(party);
        }

        foreach (var group in Wants.Traces.GroupBy(static trace => trace))
        {
            var (grain, trace, amount) = group.Key;
            Items.Add(group.Key, []);
            _itemNumbers[0].Add(grain);
            _itemNumbers[1].Add(amount);
            _itemNumbers[2].Add(group.Count());
            _itemTraces.Add(trace);
        }

        foreach (var (name, key) in Wants.Snapshots)
        {
            if (!Snapshots.TryAdd((name, key), null)) continue;
            _snapshotKeys[0].Add(name);
            _snapshotKeys[1].Add(key);
        }
    }

    private void FillChains()
    {
        _paths.Clear();
        _back.Clear();
        foreach (var (kind, id, after) in Wants.Loads)
        {
            if (Heads[(IdSpace.Of(kind), id)] is not { } head) continue;
            _pathStarts.Add(head.Position);
            if (head.Sequence > after) WantBack(head.Position, after, long.MaxValue);
        }
    }

    private void Want(int space, string id)
    {
        if (!Heads.TryAdd((space, id), null)) return;
        _headSpaces.Add(space);
        _headIds.Add(id);
    }

    private void WantBack(long position, long after, long length)
    {
        ReadOnlySpan<long> numbers = [position, after, length];
        for (var i = 0; i < numbers.Length; i++) _backStarts[i].Add(numbers[i]);
    }

    private void ReadHead(NpgsqlDataReader row)
    {
        var key = row.GetInt64(2);
        var head = new HeadRow(key, (GrainKind)row.GetInt16(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6));
        IsOutOfDate |= _view?.IsElsewhere(row.IsDBNull(7) ? null : row.GetGuid(7)) == true;
        if (_view is not null && _view.Lag.TryGet(key, out var newer) && newer.Sequence > head.Sequence)
        {
            // A head that is held back tells the last late posting only when that is newer than the table's.
            head = head with { Sequence = newer.Sequence, Position = newer.Position, Late = Math.Max(head.Late, newer.Late) };
        }

        Heads[(row.GetInt16(0), row.GetString(1))] = head;
    }

    private void ReadLinks(NpgsqlDataReader row) => Links[row.GetInt64(0)] = new EntryLinks(
        row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6),
        row.GetInt64(7), row.GetInt64(8), row.GetInt64(9));

    private void ReadEntry(NpgsqlDataReader row)
    {
        ReadLinks(row);
        var entry = new JournalEntry(
            (EntryKind)row.GetInt16(10), row.GetInt64(5), row.GetInt64(6), row.GetInt64(8), row.GetInt64(9), row.GetFieldValue<byte[]>(11));
        Entries[row.GetInt64(0)] = new StoredEntry(
            row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), entry);
    }

    private void ReadPosting(NpgsqlDataReader row)
    {
        Span<byte> bytes = stackalloc byte[PostingKey.Length];
        row.GetGuid(0).TryWriteBytes(bytes, bigEndian: true, out _);
        Postings[PostingKey.Read(bytes)] = new KnownPosting(row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetBoolean(4));
    }

    private void ReadParty(NpgsqlDataReader row) => Parties[(row.GetInt64(0), row.GetInt64(1))] = row.GetInt64(2);

    private void ReadItem(NpgsqlDataReader row) =>
        Items[(row.GetInt64(0), row.GetString(1), row.GetInt64(2))].Add(new OpenItem(row.GetInt64(3), row.GetInt64(2)));

    private void ReadSnapshot(NpgsqlDataReader row) =>
        Snapshots[(row.GetString(0), row.GetString(1))] = new SnapshotRow(row.GetInt64(2), row.GetFieldValue<byte[]>(3));
}
