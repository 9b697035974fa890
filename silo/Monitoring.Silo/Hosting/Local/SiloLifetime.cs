using Microsoft.Extensions.Hosting;
using Monitoring.LocalSilo;

namespace Monitoring.Silo.Hosting.Local;

/// <summary>
/// Puts the grains away when the host stops: after all that calls them has stopped, and while the store and the services they need are
/// still there. Their snapshots are written then.
/// </summary>
internal sealed class SiloLifetime(LocalSiloHost silo) : IHostedLifecycleService
{
    /// <summary>
    /// Longest stop of the host: a snapshot of each of the grains kept in memory at most, at some thousand a second. Cut short, the next
    /// start reads more of the journal, nothing else.
    /// </summary>
    public static readonly TimeSpan StopLongest = TimeSpan.FromMinutes(2);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => silo.StopAsync(cancellationToken);
}
