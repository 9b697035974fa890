using Microsoft.Extensions.DependencyInjection;
using Monitoring.LocalSilo;
using Monitoring.Silo.Hosting;
using Orleans;

namespace Monitoring.Grains.Tests.Support;

/// <summary>The local silo, in the services of the test.</summary>
internal sealed class GrainHost(IServiceProvider services)
{
    public IGrainFactory Grains => services.GetRequiredService<IGrainFactory>();

    public static void AddTo(IServiceCollection services, int maxActiveGrains) => services.AddMonitoringGrains(maxActiveGrains);

    public static Task<GrainHost> StartAsync(IServiceProvider services) => Task.FromResult(new GrainHost(services));

    /// <summary>Nothing to do: it keeps no more than it was told to.</summary>
    public Task PutAwayAsync() => Task.CompletedTask;

    public Task StopAsync() => services.GetRequiredService<LocalSiloHost>().StopAsync(CancellationToken.None);
}
