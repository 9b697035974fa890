using Microsoft.Extensions.DependencyInjection;
using Monitoring.Grains.Grain;
using Monitoring.Grains.Journal;
using Monitoring.Grains.Queries;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Stores;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.TestingHost;

namespace Monitoring.Grains.Tests.Support;

/// <summary>Two silos of Orleans in this process over one store, called from a client: every call is serialized.</summary>
internal sealed class GrainHost(InProcessTestCluster cluster)
{
    private const short Silos = 2;

    public IGrainFactory Grains => cluster.Client;

    /// <summary>Orleans keeps by age, not by number: <see cref="PutAwayAsync"/> takes the place of <paramref name="maxActiveGrains"/>.</summary>
    public static void AddTo(IServiceCollection services, int maxActiveGrains)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxActiveGrains, 1);
        services.AddMonitoringGrains();
    }

    public static async Task<GrainHost> StartAsync(IServiceProvider services)
    {
        var builder = new InProcessTestClusterBuilder(Silos);
        builder.ConfigureSilo((_, silo) =>
        {
            // The bank's clock stands still in tests; Orleans' own must not, so only the grains' services see it.
            silo.Services.AddSingleton(services.GetRequiredService<LedgerServices>());
            silo.Services.AddSingleton(services.GetRequiredService<IBranchTreeGate>());
            silo.Services.AddSingleton(services.GetRequiredService<Store>());
            silo.Services.AddSingleton(services.GetRequiredService<IBankReader>());
            silo.Services.AddMonitoringGrains();
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new GrainHost(cluster);
    }

    public Task PutAwayAsync() => cluster.Client.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);

    public async Task StopAsync() => await cluster.DisposeAsync();
}
