using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Monitoring.Silo.Hosting.Cluster;

/// <summary>Makes the cluster's tables before Orleans starts; waits for a database that starts beside it.</summary>
internal sealed class ClusterDatabaseStart(ClusterDatabase database, TimeProvider time) : IHostedService
{
    /// <summary>Tries, a second apart: as long as a database takes to recover from a crash, mostly.</summary>
    private const int Tries = 30;

    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        for (var left = Tries - 1; ; left--)
        {
            try
            {
                await database.PrepareAsync(cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (NpgsqlException exception) when (left > 0 && exception.IsTransient)
            {
                // It does not answer yet; the last try tells why.
            }

            await Task.Delay(Between, time, cancellationToken).ConfigureAwait(false);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
