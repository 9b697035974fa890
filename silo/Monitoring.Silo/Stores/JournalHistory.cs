using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Journal;
using Monitoring.Silo.Journal;
using Monitoring.Silo.Stores.Postgres;
using Monitoring.Silo.Stores.Sqlite;

namespace Monitoring.Silo.Stores;

/// <summary>
/// A database's journal for those who only look: opened so that nothing can be written, in chunks, so that a server which writes it
/// meanwhile is not held up. Entries never change once written; what is committed after the opening is not seen. Not thread-safe.
/// </summary>
public sealed class JournalHistory : IDisposable
{
    /// <summary>Entries read at once.</summary>
    private const int ChunkLength = 10_000;

    private readonly IReadSession _session;
    private readonly IDisposable? _connections;
    private readonly Dictionary<long, string> _ids = [];
    private readonly long _last;

    private JournalHistory(IReadSession session, IDisposable? connections)
    {
        (_session, _connections) = (session, connections);
        try
        {
            _last = session.Query(new SqlText("select coalesce(max(position), 0) from journal"), static row => row.Int64(0))[0];
            var grains = new SqlText("select key, id from grain").Where("space = ?", (long)IdSpace.Ledgers);
            session.Visit(grains, row => _ids[row.Int64(0)] = row.Text(1));
            session.End();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Opens the journal of a data directory.</summary>
    /// <exception cref="StoreException">There is no database, or it cannot be read.</exception>
    public static JournalHistory OpenSqlite(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, SqliteDialect.FileName);
        if (!File.Exists(path)) throw new StoreException($"There is no database {SqliteDialect.FileName} in {dataDirectory}.");
        var session = new SqliteReadSession(SqliteSession.OpenReadOnly(path, new StoreOptions()), new HeadLag());
        return new JournalHistory(session, connections: null);
    }

    /// <summary>Opens the journal of a PostgreSQL database, in a session that may only read.</summary>
    /// <param name="connectionString">As under <c>Store:ConnectionString</c>.</param>
    /// <exception cref="StoreException">The database cannot be read, or old parts of its journal are archived.</exception>
    public static JournalHistory OpenPostgres(string connectionString)
    {
        var connections = new PostgresConnections(new StoreOptions { Kind = StoreKind.Postgres, ConnectionString = connectionString });
        var history = new JournalHistory(new PostgresReadSession(connections.OpenForReads), connections);
        var archived = history._session.ArchivedParts().Count;
        history._session.End();
        if (archived == 0) return history;
        history.Dispose();
        throw new StoreException($"{archived} old parts of the journal are archived; a replay needs all of it: attach them first.");
    }

    /// <summary>Ids of the postings that a later posting reversed.</summary>
    public IReadOnlySet<string> ReversedPostings()
    {
        var reversed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (_, happened) in Entries(EntryKind.Posted))
        {
            if (happened is Posted { Posting.ReversalOf: { } target }) reversed.Add(target);
        }

        return reversed;
    }

    /// <summary>What happened to accounts and settlement accounts, in the order in which it was committed.</summary>
    /// <exception cref="FormatException">An entry is damaged or of a later version of the program.</exception>
    public IEnumerable<(string Account, LedgerEvent Happened)> Entries() => Entries(only: null);

    /// <inheritdoc/>
    public void Dispose()
    {
        _session.Dispose();
        _connections?.Dispose();
    }

    private IEnumerable<(string Account, LedgerEvent Happened)> Entries(EntryKind? only)
    {
        for (var after = 0L; after < _last;)
        {
            var chunk = Chunk(after, only);
            foreach (var stored in chunk)
            {
                if (_ids.TryGetValue(stored.GrainKey, out var id)) yield return (id, JournalCodec.Decode(stored, id));
            }

            if (chunk.Count == 0) yield break;
            after = chunk[^1].Position;
        }
    }

    private List<StoredEntry> Chunk(long after, EntryKind? only)
    {
        var text = new SqlText(
            "select position, grain, sequence, previous, jump, kind, high_water, behind, amount, balance_after, data from journal")
            .Where("position > ?", after).Where("position <= ?", _last);
        if (only is { } kind) text.Where("kind = ?", (long)kind);
        var chunk = _session.Query(text.Add("order by position limit").Add((long)ChunkLength), Read);
        // Nothing is held open while the caller is at work on the chunk.
        _session.End();
        return chunk;
    }

    private static StoredEntry Read(IRow row) => new(
        row.Int64(0), row.Int64(1), row.Int64(2), row.Int64(3), row.Int64(4),
        new JournalEntry((EntryKind)row.Int64(5), row.Int64(6), row.Int64(7), row.Int64(8), row.Int64(9), row.Bytes(10).ToArray()));
}
