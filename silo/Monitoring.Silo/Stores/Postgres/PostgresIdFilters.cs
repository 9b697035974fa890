using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Monitoring.Silo.Journal;
using Npgsql;
using NpgsqlTypes;

namespace Monitoring.Silo.Stores.Postgres;

/// <summary>
/// What this process knows of the full parts of the posting ids. Their filters are read on a thread and connection of its own when a group needs
/// them, and made when nobody has made them before; until then the parts are asked. Ids that grow are beyond the last key of every full part
/// and need none. Thread-safe.
/// </summary>
internal sealed class PostgresIdFilters : IDisposable
{
    /// <summary>Number of its advisory lock: one process makes filters.</summary>
    private const int LockNumber = 101;

    /// <summary>Pause after a failure, or while another process makes the filter.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Rows that fit on a page of the server: a filter made for so many has room for all.</summary>
    private const int RowsPerPage = 120;

    private readonly object _gate = new();
    private readonly PostgresConnections _connections;
    private readonly ILogger _logger;
    private readonly Dictionary<int, PostgresIdPart> _parts = [];
    private readonly Queue<PostgresIdPart> _wanted = new();
    private readonly HashSet<int> _asked = [];
    private Thread? _thread;
    private volatile bool _stopping;

    /// <param name="connections">Opens its connection.</param>
    /// <param name="logger">Log.</param>
    public PostgresIdFilters(PostgresConnections connections, ILogger logger) => (_connections, _logger) = (connections, logger);

    /// <summary>
    /// Forgets everything: on a new connection, behind which may be another server, with less than the last one had promised.
    /// </summary>
    public void Forget()
    {
        lock (_gate)
        {
            _parts.Clear();
            _asked.Clear();
            _wanted.Clear();
        }
    }

    /// <summary>A full part; <c>null</c> when it was not met yet.</summary>
    public PostgresIdPart? TryGet(int number)
    {
        lock (_gate) return _parts.GetValueOrDefault(number);
    }

    /// <summary>Reads where a full part begins and ends.</summary>
    public PostgresIdPart Add(NpgsqlConnection connection, int number)
    {
        var table = PostgresIdPart.TableOf(number);
        using var select = new NpgsqlCommand(
            $"select (select key from only {table} order by key limit 1), (select key from only {table} order by key desc limit 1)", connection);
        using var reader = select.ExecuteReader();
        var part = reader.Read() && !reader.IsDBNull(0)
            ? new PostgresIdPart(number, PostgresPostingIds.Key(reader.GetGuid(0)), PostgresPostingIds.Key(reader.GetGuid(1)))
            : throw new StoreException($"The database has lost the posting ids of {table}.");
        lock (_gate) _parts[number] = part;
        return part;
    }

    /// <summary>Has a part's filter read or made.</summary>
    public void Want(PostgresIdPart part)
    {
        lock (_gate)
        {
            if (_stopping || !_asked.Add(part.Number)) return;
            _wanted.Enqueue(part);
            if (_thread is null)
            {
                _thread = new Thread(Run) { IsBackground = true, Name = "Posting id filters" };
                _thread.Start();
            }

            Monitor.Pulse(_gate);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.PulseAll(_gate);
        }

        _thread?.Join();
    }

    private void Run()
    {
        while (Next() is { } part)
        {
            try
            {
                PostgresFailures.Run(() => ReadOrMake(part));
            }
            catch (Exception exception)
            {
                // Whatever it was, as want of memory: the part itself is asked instead.
                JournalLog.FilterFailed(_logger, exception, part.Number);
            }

            if (part.Filter is null) TryAgainLater(part);
        }
    }

    private PostgresIdPart? Next()
    {
        lock (_gate)
        {
            while (!_stopping && _wanted.Count == 0) Monitor.Wait(_gate);
            return _stopping ? null : _wanted.Dequeue();
        }
    }

    private void TryAgainLater(PostgresIdPart part)
    {
        lock (_gate)
        {
            // Not one that was forgotten meanwhile.
            if (_parts.GetValueOrDefault(part.Number) == part) _wanted.Enqueue(part);
            if (!_stopping) Monitor.Wait(_gate, Pause);
        }
    }

    /// <summary>Reads a part's filter or makes it, unless another process is about to, or this one stops.</summary>
    private void ReadOrMake(PostgresIdPart part)
    {
        // Reading a whole part takes as long as it takes; nobody waits for it.
        using var connection = _connections.Open("set statement_timeout = 0");
        if (!IsFull(connection, part.Number)) return;
        part.Filter = Read(connection, part.Number);
        if (part.Filter is not null) return;
        using var alone = new NpgsqlCommand($"select pg_try_advisory_lock({PostgresSessions.LockSpace}, {LockNumber})", connection);
        if (alone.ExecuteScalar() is not true) return;
        part.Filter = Read(connection, part.Number);
        if (part.Filter is not null || Make(connection, part.Number) is not { } made) return;
        part.Filter = made;
        Keep(connection, part.Number, made.ToBytes());
    }

    /// <summary>
    /// Whether a part is full on this connection's server, which may be another than the one that said so, with less than that had promised: a
    /// filter of a part that is written to later would deny what comes then.
    /// </summary>
    private static bool IsFull(NpgsqlConnection connection, int number)
    {
        using var select = new NpgsqlCommand("select id_part > $1 from store_state", connection);
        select.Parameters.Add(new NpgsqlParameter<int> { TypedValue = number });
        return select.ExecuteScalar() is true;
    }

    private static PostingFilter? Read(NpgsqlConnection connection, int number)
    {
        using var select = new NpgsqlCommand("select sha256, bits from posting_id_filter where part = $1", connection);
        select.Parameters.Add(new NpgsqlParameter<int> { TypedValue = number });
        using var reader = select.ExecuteReader();
        if (!reader.Read()) return null;
        var bits = reader.GetFieldValue<byte[]>(1);

        // A damaged one would let an id be counted twice: it is made anew.
        return SHA256.HashData(bits).AsSpan().SequenceEqual(reader.GetFieldValue<byte[]>(0)) ? PostingFilter.Read(bits) : null;
    }

    private PostingFilter? Make(NpgsqlConnection connection, int number)
    {
        var table = PostgresIdPart.TableOf(number);
        using var pages = new NpgsqlCommand(
            $"select pg_relation_size('{table}') / current_setting('block_size')::bigint", connection);
        var filter = new PostingFilter((long)pages.ExecuteScalar()! * RowsPerPage);
        using var export = connection.BeginBinaryExport($"copy (select key from only {table}) to stdout (format binary)");
        while (export.StartRow() >= 0)
        {
            if (_stopping)
            {
                export.Cancel();
                return null;
            }

            filter.Add(PostgresPostingIds.Key(export.Read<Guid>(NpgsqlDbType.Uuid)));
        }

        return filter;
    }

    private static void Keep(NpgsqlConnection connection, int number, byte[] bits)
    {
        using var insert = new NpgsqlCommand(
            """
            insert into posting_id_filter (part, sha256, bits) values ($1, $2, $3)
            on conflict (part) do update set sha256 = excluded.sha256, bits = excluded.bits
            """,
            connection);
        insert.Parameters.Add(new NpgsqlParameter<int> { TypedValue = number });
        insert.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = SHA256.HashData(bits) });
        insert.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = bits });
        insert.ExecuteNonQuery();
    }
}
