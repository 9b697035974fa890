using System.Data;
using System.Reflection;
using Monitoring.Silo.Stores.Postgres;
using Npgsql;

namespace Monitoring.Silo.Hosting.Cluster;

/// <summary>The database in which processes of one bank find each other and agree on who does what. Thread-safe.</summary>
public sealed class ClusterDatabase : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;

    /// <summary>Connects when first asked.</summary>
    public ClusterDatabase(ClusterSettings settings) =>
        _source = NpgsqlDataSource.Create(PostgresSessions.With(settings.ConnectionString!).ConnectionString);

    /// <summary>A connection of one's own.</summary>
    /// <exception cref="NpgsqlException">The database does not answer.</exception>
    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellation) => _source.OpenConnectionAsync(cancellation);

    /// <summary>A connection of one's own.</summary>
    /// <exception cref="NpgsqlException">The database does not answer.</exception>
    public NpgsqlConnection Open() => _source.OpenConnection();

    /// <summary>Makes the tables and the statements that Orleans' providers look for, or brings them up to date.</summary>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        var script = await ReadScriptAsync(cancellation).ConfigureAwait(false);
        await using var connection = await OpenAsync(cancellation).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        await ExecuteAsync(connection, $"select pg_advisory_xact_lock({PostgresSessions.LockSpace}, {(int)ClusterLock.Schema})", cancellation).ConfigureAwait(false);
        await ExecuteAsync(connection, script, cancellation).ConfigureAwait(false);
        await transaction.CommitAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Waits for a lock that lasts as long as the connection, or until it is given back.</summary>
    internal static Task TakeAsync(NpgsqlConnection connection, ClusterLock which, CancellationToken cancellation) =>
        ExecuteAsync(connection, $"select pg_advisory_lock({PostgresSessions.LockSpace}, {(int)which})", cancellation);

    /// <summary>Gives a lock back, at once where the connection lives: without one the server finds out by itself, and it is gone with it.</summary>
    internal static async Task ReleaseAsync(NpgsqlConnection connection, ClusterLock which)
    {
        if (connection.FullState != ConnectionState.Open) return;
        try
        {
            await ExecuteAsync(connection, $"select pg_advisory_unlock({PostgresSessions.LockSpace}, {(int)which})", CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException)
        {
            // It broke just now.
        }
    }

    /// <summary>Takes a lock if nobody has it.</summary>
    internal static async Task<bool> TryTakeAsync(NpgsqlConnection connection, ClusterLock which, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"select pg_try_advisory_lock({PostgresSessions.LockSpace}, {(int)which})", connection);
        return (bool)(await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false))!;
    }

    /// <summary>Runs a statement.</summary>
    internal static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static async Task<string> ReadScriptAsync(CancellationToken cancellation)
    {
        await using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("cluster/postgres.sql")!;
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(cancellation).ConfigureAwait(false);
    }
}
