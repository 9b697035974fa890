using Monitoring.Grains.Grain;
using Monitoring.Grains.Journal;
using Npgsql;

namespace Monitoring.Silo.Hosting.Cluster;

/// <summary>The gate of all silos of a bank: a lock of the database they share. Thread-safe.</summary>
internal sealed class PostgresTreeGate(ClusterDatabase database) : IBranchTreeGate, IDisposable
{
    // Of one process one waits at the database; the others would each hold a connection.
    private readonly SemaphoreSlim _here = new(1, 1);

    /// <inheritdoc/>
    public async ValueTask<IAsyncDisposable> EnterAsync()
    {
        await _here.WaitAsync().ConfigureAwait(false);
        NpgsqlConnection? connection = null;
        try
        {
            connection = await database.OpenAsync(CancellationToken.None).ConfigureAwait(false);
            await ClusterDatabase.TakeAsync(connection, ClusterLock.BranchTree, CancellationToken.None).ConfigureAwait(false);
            return new Exit(connection, _here);
        }
        catch (Exception exception)
        {
            if (connection is not null) await connection.DisposeAsync().ConfigureAwait(false);
            _here.Release();
            if (exception is NpgsqlException) throw new JournalUnavailableException("The tree of branches cannot be locked now: " + exception.Message, exception);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _here.Dispose();

    private sealed class Exit(NpgsqlConnection connection, SemaphoreSlim here) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await ClusterDatabase.ReleaseAsync(connection, ClusterLock.BranchTree).ConfigureAwait(false);
            }
            finally
            {
                await connection.DisposeAsync().ConfigureAwait(false);
                here.Release();
            }
        }
    }
}
