using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Journal;
using Monitoring.Silo.Journal;
using Npgsql;

namespace Monitoring.Silo.Stores.Postgres;

/// <summary>
/// Reads from PostgreSQL. What a batch of grains asks is fetched in two round trips at most and answered from memory; everything else is
/// read in a transaction that begins with the first such read. A lost connection is opened anew by the next read.
/// </summary>
internal sealed class PostgresReadSession : IReadSession
{
    private readonly Func<NpgsqlConnection> _open;
    private PostgresFetch _fetch = new();
    private NpgsqlConnection? _connection;
    private NpgsqlTransaction? _transaction;

    public PostgresReadSession(Func<NpgsqlConnection> open) => _open = open;

    /// <inheritdoc/>
    public ReadWants? Wants => _fetch.Wants;

    /// <inheritdoc/>
    public void Begin() => _fetch.Clear();

    /// <inheritdoc/>
    public void Fetch()
    {
        if (!_fetch.Wants.IsEmpty) Guarded(() => _fetch.Run(Connection()));
    }

    /// <inheritdoc/>
    public void End()
    {
        var transaction = _transaction;
        _transaction = null;
        if (transaction is null) return;
        Guarded(() =>
        {
            transaction.Rollback();
            transaction.Dispose();
        });
    }

    /// <inheritdoc/>
    public void Forget() => _fetch.Clear();

    /// <inheritdoc/>
    public void EnsureFresh()
    {
        // Heads are written with each group: what the table told is what was committed.
    }

    /// <inheritdoc/>
    public HeadState? Newer(long key, long sequence) => null;

    /// <inheritdoc/>
    public HeadRow? Head(GrainKind kind, string id)
    {
        var space = IdSpace.Of(kind);
        if (!_fetch.Heads.ContainsKey((space, id))) Guarded(() => _fetch.Head(Transaction(), space, id));
        return _fetch.Heads[(space, id)];
    }

    /// <inheritdoc/>
    public EntryLinks LinksAt(long position) => TryLinksAt(position) ?? throw Missing(position);

    /// <inheritdoc/>
    public EntryLinks? TryLinksAt(long position)
    {
        if (!_fetch.Links.ContainsKey(position)) Guarded(() => _fetch.Path(Transaction(), position));
        return _fetch.Links.TryGetValue(position, out var links) ? links : null;
    }

    /// <inheritdoc/>
    public StoredEntry EntryAt(long position)
    {
        if (!_fetch.Entries.ContainsKey(position)) Guarded(() => _fetch.Back(Transaction(), position));
        return _fetch.Entries.TryGetValue(position, out var entry) ? entry : throw Missing(position);
    }

    /// <inheritdoc/>
    public KnownPosting? Posting(PostingKey key) =>
        _fetch.Postings.TryGetValue(key, out var known) ? known : throw NotFetched();

    /// <inheritdoc/>
    public long PartyLastSeen(long grain, long party) =>
        _fetch.Parties.TryGetValue((grain, party), out var seen) ? seen : throw NotFetched();

    /// <inheritdoc/>
    public OpenItem? OldestOpenItem(long grain, TraceQuery query, int older)
    {
        var key = (grain, TraceNumber.Normalise(query.Trace), query.Amount);
        if (!_fetch.Items.TryGetValue(key, out var items)) throw NotFetched();
        return older < items.Count ? items[older] : null;
    }

    /// <inheritdoc/>
    public SnapshotRow? Snapshot(string name, string key) =>
        _fetch.Snapshots.TryGetValue((name, key), out var row) ? row : throw NotFetched();

    /// <inheritdoc/>
    public List<T> Query<T>(SqlText query, Func<IRow, T> read)
    {
        var rows = new List<T>();
        Visit(query, row => rows.Add(read(row)));
        return rows;
    }

    /// <inheritdoc/>
    public void Visit(SqlText query, Action<IRow> visit) => Guarded(() =>
    {
        using var command = new NpgsqlCommand(query.ToString(), Transaction());
        for (var i = 0; i < query.Arguments.Count; i++)
        {
            var parameter = PostgresArguments.New(query.Arguments[i]);
            parameter.ParameterName = SqlText.NameOf(i);
            command.Parameters.Add(parameter);
        }

        using var reader = command.ExecuteReader();
        var row = new PostgresRow(reader);
        while (reader.Read()) visit(row);
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        _connection?.Dispose();
        _connection = null;
        _transaction = null;

        // Its statements are prepared on the connection that is gone.
        _fetch = new PostgresFetch();
    }

    private static StoreException Missing(long position) => new($"The journal has no entry at position {position}.");

    private static InvalidOperationException NotFetched() => new("Not among what the batch asked for.");

    private NpgsqlConnection Connection() => _connection ??= _open();

    /// <summary>The connection, in a transaction that sees one moment.</summary>
    private NpgsqlConnection Transaction()
    {
        var connection = Connection();
        _transaction ??= connection.BeginTransaction(System.Data.IsolationLevel.RepeatableRead);
        return connection;
    }

    private void Guarded(Action action)
    {
        try
        {
            PostgresFailures.Run(action);
        }
        catch (StoreException)
        {
            // Its state is not known; the next read opens another.
            Dispose();
            throw;
        }
    }
}
