using System.Diagnostics;
using Npgsql;

namespace Monitoring.Silo.Stores.Postgres;

/// <summary>
/// Opens connections. While the server does not answer, attempts between two tries are refused at once: who waits for it is told soon, and
/// a server that starts is not stormed. Thread-safe.
/// </summary>
internal sealed class PostgresConnections : IDisposable
{
    /// <summary>Pauses after failed attempts, doubled from the first to the last.</summary>
    private static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(2);

    /// <summary>Longest that opening a connection takes, seconds.</summary>
    private const int ConnectSeconds = 5;

    /// <summary>
    /// Longest that a writer waits for another process' group; above what a group takes, below what a caller waits.
    /// </summary>
    private const int LockSeconds = 10;

    /// <summary>
    /// A transaction left open for so long by a process that hangs is ended by the server, before others give up waiting for its lock.
    /// </summary>
    private const int IdleSeconds = 8;

    /// <summary>Statements of queries that are put together, kept prepared.</summary>
    private const int AutoPrepareMax = 64;

    private readonly object _gate = new();
    private readonly NpgsqlDataSource _source;
    private TimeSpan _pause;
    private long _failedAt;
    private string? _failure;

    public PostgresConnections(StoreOptions options)
    {
        var builder = PostgresSessions.With(options.ConnectionString!);
        // The store has its own pool, and its connections keep their prepared statements.
        builder.Pooling = false;
        builder.CommandTimeout = (int)options.CommandTimeout.TotalSeconds;
        builder.Timeout = ConnectSeconds;
        builder.TcpKeepAlive = true;
        builder.MaxAutoPrepare = AutoPrepareMax;
        builder.IncludeErrorDetail = false;
        builder.ApplicationName ??= "monitoring";
        Server = $"{builder.Host}:{builder.Port}/{builder.Database}";
        _source = new NpgsqlDataSourceBuilder(builder.ConnectionString).Build();
    }

    /// <summary>Where the database is, for people.</summary>
    public string Server { get; }

    /// <summary>
    /// Opens a connection for statements that find rows by their keys: no statistics may ever lead them to read a whole table.
    /// </summary>
    /// <exception cref="StoreException">The server does not answer, or did not a moment ago.</exception>
    public NpgsqlConnection OpenForKeys() => Open(
        "set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off; set plan_cache_mode = force_generic_plan");

    /// <summary>Opens a connection for reads of all kinds.</summary>
    /// <exception cref="StoreException">The server does not answer, or did not a moment ago.</exception>
    public NpgsqlConnection OpenForReads() => Open("set default_transaction_read_only = on");

    /// <summary>Opens a connection.</summary>
    /// <exception cref="StoreException">The server does not answer, or did not a moment ago.</exception>
    public NpgsqlConnection Open(string settings = "select 1")
    {
        RefuseWhilePausing();
        var connection = _source.CreateConnection();
        try
        {
            connection.Open();
            using var command = new NpgsqlCommand(
                $"set synchronous_commit = on; set jit = off; set lock_timeout = '{LockSeconds}s'; "
                + $"set idle_in_transaction_session_timeout = '{IdleSeconds}s'; {settings}",
                connection);
            command.ExecuteNonQuery();
            Succeeded();
            return connection;
        }
        catch (Exception exception)
        {
            connection.Dispose();
            if (PostgresFailures.Translate(exception) is not { } failure) throw;
            Failed(failure.Message);
            throw failure;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    private void RefuseWhilePausing()
    {
        lock (_gate)
        {
            if (_failure is null || Stopwatch.GetElapsedTime(_failedAt) >= _pause) return;
            throw new StoreException(_failure);
        }
    }

    private void Failed(string message)
    {
        lock (_gate)
        {
            _pause = _failure is null ? PauseMin : TimeSpan.FromTicks(Math.Min(_pause.Ticks * 2, PauseMax.Ticks));
            _failure = message;
            _failedAt = Stopwatch.GetTimestamp();
        }
    }

    private void Succeeded()
    {
        lock (_gate) _failure = null;
    }
}
