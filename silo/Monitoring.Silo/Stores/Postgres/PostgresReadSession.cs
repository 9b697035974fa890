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
    private readonly PostgresHeadsView? _view;
    private PostgresFetch _fetch;
    private long _generation;
    private bool _usedHeads;
    private bool _isChecked;
    private NpgsqlConnection? _connection;
    private NpgsqlTransaction? _transaction;

    /// <param name="open">Opens a connection.</param>
    /// <param name="view">Tells heads that are newer than the table's; none for who does not read heads.</param>
    public PostgresReadSession(Func<NpgsqlConnection> open, PostgresHeadsView? view = null)
    {
        _open = open;
        _view = view;
        _fetch = new PostgresFetch(view);
    }

    /// <inheritdoc/>
    public ReadWants? Wants => _fetch.Wants;

    /// <inheritdoc/>
    public void Begin()
    {
        _generation = _view?.Lag.Generation ?? 0;
        _usedHeads = false;
        _fetch.Clear();
    }

    /// <inheritdoc/>
    public void Fetch()
    {
        if (!_fetch.Wants.IsEmpty) Guarded(FetchFresh);
    }

    /// <inheritdoc/>
    public void End()
    {
        if (_transaction is not null) Guarded(DropTransaction);
    }

    /// <inheritdoc/>
    public void Forget() => _fetch.Clear();

    /// <inheritdoc/>
    public void EnsureFresh()
    {
        if (_usedHeads && _view is not null && _view.Lag.Generation != _generation) throw new StaleReadException();
    }

    /// <inheritdoc/>
    public HeadState? Newer(long key, long sequence)
    {
        _usedHeads = true;
        return _view is not null && _view.Lag.TryGet(key, out var head) && head.Sequence > sequence ? head : null;
    }

    /// <inheritdoc/>
    public HeadRow? Head(GrainKind kind, string id)
    {
        _usedHeads = true;
        var space = IdSpace.Of(kind);
        if (_fetch.Heads.TryGetValue((space, id), out var fetched)) return fetched;
        Guarded(() => _fetch.Head(HeadsTransaction(), space, id));
        // One that is held back may be newer than the moment that is read.
        if (_fetch.Heads[(space, id)] is { } head && TryLinksAt(head.Position) is null) throw new StaleReadException();
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
    public SqlText ReversedPostings => new("select key from posting_reversed");

    /// <inheritdoc/>
    public void HoldParts()
    {
        if (_transaction is not null) throw new InvalidOperationException("The moment that is read is fixed already.");
        Guarded(() =>
        {
            // The moment is fixed by the first statement that reads, which this is not: who exchanged parts before has committed by then.
            using var hold = new NpgsqlCommand("lock table journal in access share mode", Transaction());
            hold.ExecuteNonQuery();
        });
    }

    /// <inheritdoc/>
    public IReadOnlyList<(long First, long Before)> ArchivedParts() => Query(
        new SqlText("select first, before from journal_part where detached_at is not null order by first"),
        static row => (row.Int64(0), row.Int64(1)));

    /// <inheritdoc/>
    public long? NextPosition() => Query(new SqlText("select next_position from store_state"), static row => row.Int64(0))[0];

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
        using var command = new NpgsqlCommand(query.ToString(), HeadsTransaction());
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
        (_transaction, _isChecked) = (null, false);

        // Its statements are prepared on the connection that is gone.
        _fetch = new PostgresFetch(_view);
    }

    private Exception Missing(long position)
    {
        return ArchivedParts().Any(part => part.First <= position && position < part.Before)
            ? new JournalArchivedException(position)
            : new StoreException($"The journal has no entry at position {position}.");
    }

    private static InvalidOperationException NotFetched() => new("Not among what the batch asked for.");

    private NpgsqlConnection Connection() => _connection ??= _open();

    private void FetchFresh()
    {
        for (var attempt = 1; ; attempt++)
        {
            _fetch.Run(Connection());
            if (!_fetch.IsOutOfDate) return;
            TakeBack(Connection(), attempt);
            _fetch.ForgetAnswers();
        }
    }

    /// <summary>The connection, in a transaction that sees one moment.</summary>
    private NpgsqlConnection Transaction()
    {
        var connection = Connection();
        _transaction ??= connection.BeginTransaction(System.Data.IsolationLevel.RepeatableRead);
        return connection;
    }

    /// <summary>The same, at a moment at which no other process holds heads back.</summary>
    private NpgsqlConnection HeadsTransaction()
    {
        var isFirst = _transaction is null;
        for (var attempt = 1; ; attempt++)
        {
            var connection = Transaction();
            if (_view is null || _isChecked || !_view.IsElsewhere(connection))
            {
                _isChecked = true;
                return connection;
            }

            DropTransaction();
            TakeBack(connection, attempt);
            if (!isFirst) throw new StaleReadException();
        }
    }

    private void DropTransaction()
    {
        var transaction = _transaction;
        (_transaction, _isChecked) = (null, false);
        transaction?.Rollback();
        transaction?.Dispose();
    }

    private void TakeBack(NpgsqlConnection connection, int attempt)
    {
        if (attempt == PostgresHeadsView.AttemptsMax) throw new StoreException(PostgresHeadsView.AgainAndAgain);
        _view!.TakeBack(connection);
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
