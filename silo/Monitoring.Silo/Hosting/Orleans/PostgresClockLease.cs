using Monitoring.Silo.Escalation;
using Npgsql;

namespace Monitoring.Silo.Hosting.Cluster;

/// <summary>
/// Whose silo's clock runs: who has a lock of the database on a connection that lives. When the silo or its connection dies the database
/// gives the lock to the next one that asks. Used by one caller at a time.
/// </summary>
internal sealed class PostgresClockLease(ClusterDatabase database) : IClockLease, IAsyncDisposable
{
    private NpgsqlConnection? _connection;
    private bool _isHeld;

    /// <inheritdoc/>
    public async ValueTask<bool> TakeAsync(CancellationToken cancellation)
    {
        try
        {
            _connection ??= await database.OpenAsync(cancellation).ConfigureAwait(false);
            // While it is held this only shows that the connection lives.
            if (_isHeld) await ClusterDatabase.ExecuteAsync(_connection, "select 1", cancellation).ConfigureAwait(false);
            else _isHeld = await ClusterDatabase.TryTakeAsync(_connection, ClusterLock.Clock, cancellation).ConfigureAwait(false);
            return _isHeld;
        }
        catch
        {
            await DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        var (connection, isHeld) = (_connection, _isHeld);
        (_connection, _isHeld) = (null, false);
        if (connection is null) return;
        try
        {
            if (isHeld) await ClusterDatabase.ReleaseAsync(connection, ClusterLock.Clock).ConfigureAwait(false);
        }
        finally
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }
}
