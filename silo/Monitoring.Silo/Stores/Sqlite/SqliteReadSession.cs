using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Journal;
using Monitoring.Silo.Journal;

namespace Monitoring.Silo.Stores.Sqlite;

/// <summary>Reads from SQLite.</summary>
internal sealed class SqliteReadSession : IReadSession
{
    private readonly SqliteSession _session;
    private readonly HeadLag _lag;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _end;
    private readonly SqliteStatement _head;
    private readonly SqliteStatement _links;
    private readonly SqliteStatement _entry;
    private readonly SqliteStatement _posting;
    private readonly SqliteStatement _lastPosition;
    private long _generation;
    private bool _usedHeads;

    public SqliteReadSession(SqliteSession session, HeadLag lag)
    {
        _session = session;
        _lag = lag;
        _begin = session.Prepare("begin");
        _end = session.Prepare("rollback");
        _head = session.Prepare(
            """
            select g.key, g.kind, h.sequence, h.position, h.late from grain g join grain_head h on h.key = g.key
            where g.space = ?1 and g.id = ?2
            """);
        _links = session.Prepare(
            "select grain, sequence, previous, jump, high_water, behind, late, amount, balance_after from journal where position = ?1");
        _entry = session.Prepare(
            """
            select grain, sequence, previous, jump, kind, high_water, behind, amount, balance_after, data from journal where position = ?1
            """);
        _lastPosition = session.Prepare("select max(position) from journal");
        _posting = session.Prepare("select grain, sequence, content, reversed from posting_id where key = ?1");
    }

    /// <inheritdoc/>
    public ReadWants? Wants => null;

    /// <inheritdoc/>
    public void Fetch()
    {
        // Each question is answered at once.
    }

    /// <inheritdoc/>
    public void Begin()
    {
        _generation = _lag.Generation;
        _usedHeads = false;
        _begin.Run();
    }

    /// <inheritdoc/>
    public void End()
    {
        if (_session.InTransaction) _end.Run();
    }

    /// <inheritdoc/>
    public void Forget()
    {
        // The pages that are kept are bounded.
    }

    /// <inheritdoc/>
    public void EnsureFresh()
    {
        if (_usedHeads && _lag.Generation != _generation) throw new StaleReadException();
    }

    /// <inheritdoc/>
    public HeadState? Newer(long key, long sequence)
    {
        _usedHeads = true;
        return _lag.TryGet(key, out var head) && head.Sequence > sequence ? head : null;
    }

    /// <inheritdoc/>
    public HeadRow? Head(GrainKind kind, string id)
    {
        _head.Bind(1, IdSpace.Of(kind));
        _head.Bind(2, id);
        if (!_head.Step()) return null;
        var row = new HeadRow(_head.Int64(0), (GrainKind)_head.Int64(1), _head.Int64(2), _head.Int64(3), _head.Int64(4));
        _head.Reset();
        if (Newer(row.Key, row.Sequence) is not { } newer) return row;
        if (newer.Position > LastPosition()) throw new StaleReadException();
        return row with { Sequence = newer.Sequence, Position = newer.Position, Late = newer.Late };
    }

    /// <inheritdoc/>
    public EntryLinks LinksAt(long position) => TryLinksAt(position) ?? throw Missing(position);

    /// <inheritdoc/>
    public EntryLinks? TryLinksAt(long position)
    {
        _links.Bind(1, position);
        if (!_links.Step()) return null;
        var links = new EntryLinks(
            position, _links.Int64(0), _links.Int64(1), _links.Int64(2), _links.Int64(3), _links.Int64(4), _links.Int64(5), _links.Int64(6),
            _links.Int64(7), _links.Int64(8));
        _links.Reset();
        return links;
    }

    /// <inheritdoc/>
    public StoredEntry EntryAt(long position)
    {
        _entry.Bind(1, position);
        if (!_entry.Step()) throw Missing(position);
        var entry = new JournalEntry(
            (EntryKind)_entry.Int64(4), _entry.Int64(5), _entry.Int64(6), _entry.Int64(7), _entry.Int64(8), _entry.Bytes(9).ToArray());
        var stored = new StoredEntry(position, _entry.Int64(0), _entry.Int64(1), _entry.Int64(2), _entry.Int64(3), entry);
        _entry.Reset();
        return stored;
    }

    /// <inheritdoc/>
    public KnownPosting? Posting(PostingKey key)
    {
        Span<byte> bytes = stackalloc byte[PostingKey.Length];
        key.Write(bytes);
        _posting.Bind(1, bytes);
        if (!_posting.Step()) return null;
        var known = new KnownPosting(_posting.Int64(0), _posting.Int64(1), _posting.Int64(2), _posting.Int64(3) != 0);
        _posting.Reset();
        return known;
    }

    /// <inheritdoc/>
    public long PartyLastSeen(long grain, long party)
    {
        var select = _session.Prepare("select last_seen from party where grain = ?1 and party = ?2");
        select.Bind(1, grain);
        select.Bind(2, party);
        if (!select.Step()) return 0;
        var seen = select.Int64(0);
        select.Reset();
        return seen;
    }

    /// <inheritdoc/>
    public OpenItem? OldestOpenItem(long grain, TraceQuery query, int older)
    {
        var select = _session.Prepare(
            """
            select sequence, amount from settlement_item where grain = ?1 and trace = ?2 and amount = ?3 and cleared_by = 0
            order by sequence limit 1 offset ?4
            """);
        select.Bind(1, grain);
        select.Bind(2, TraceNumber.Normalise(query.Trace));
        select.Bind(3, query.Amount);
        select.Bind(4, older);
        if (!select.Step()) return null;
        var item = new OpenItem(select.Int64(0), select.Int64(1));
        select.Reset();
        return item;
    }

    /// <inheritdoc/>
    public SnapshotRow? Snapshot(string name, string key)
    {
        var select = _session.Prepare("select etag, data from snapshot where name = ?1 and key = ?2");
        select.Bind(1, name);
        select.Bind(2, key);
        if (!select.Step()) return null;
        var row = new SnapshotRow(select.Int64(0), select.Bytes(1).ToArray());
        select.Reset();
        return row;
    }

    /// <inheritdoc/>
    public SqlText ReversedPostings => new("select key from posting_id where reversed <> 0");

    /// <inheritdoc/>
    public void HoldParts()
    {
        // There is one.
    }

    /// <inheritdoc/>
    public IReadOnlyList<(long First, long Before)> ArchivedParts() => [];

    /// <inheritdoc/>
    public long? NextPosition() => null;

    /// <inheritdoc/>
    public List<T> Query<T>(SqlText query, Func<IRow, T> read)
    {
        var rows = new List<T>();
        Visit(query, row => rows.Add(read(row)));
        return rows;
    }

    /// <inheritdoc/>
    public void Visit(SqlText query, Action<IRow> visit)
    {
        using var statement = _session.PrepareOnce(query.ToString());
        for (var i = 0; i < query.Arguments.Count; i++) Bind(statement, i + 1, query.Arguments[i]);
        while (statement.Step()) visit(statement);
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private long LastPosition()
    {
        var last = _lastPosition.Step() ? _lastPosition.Int64(0) : 0;
        _lastPosition.Reset();
        return last;
    }

    private static void Bind(SqliteStatement statement, int index, object? argument)
    {
        switch (argument)
        {
            case null:
                statement.BindNull(index);
                break;
            case long number:
                statement.Bind(index, number);
                break;
            case string text:
                statement.Bind(index, text);
                break;
            case byte[] bytes:
                statement.Bind(index, bytes);
                break;
            default:
                throw new ArgumentException($"A {argument.GetType().Name} is no argument of a query.", nameof(argument));
        }
    }

    private static StoreException Missing(long position) => new($"The journal has no entry at position {position}.");
}
