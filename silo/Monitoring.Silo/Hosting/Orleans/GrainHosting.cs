using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Monitoring.Domain.Ledger;
using Monitoring.Grains.Grain;
using Monitoring.Silo.Hosting.Cluster;
using Monitoring.Silo.Stores;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace Monitoring.Silo.Hosting;

/// <summary>What the grains need on an Orleans silo.</summary>
public static class GrainHosting
{
    /// <summary>Storage of grains' states, as the grains name it.</summary>
    public const string StorageName = "snapshots";

    /// <summary>
    /// Adds what the grains are made with; the grains themselves are found by Orleans. A <see cref="LedgerRules"/>, a
    /// <see cref="TimeProvider"/> and a store must be registered too.
    /// </summary>
    /// <param name="services">The services of a silo.</param>
    public static IServiceCollection AddMonitoringGrains(this IServiceCollection services)
    {
        services.AddMetrics();
        services.TryAddSingleton<GrainMetrics>();
        services.TryAddSingleton<IBranchTreeGate, BranchTreeGate>();
        services.TryAddSingleton<RulesInForce>();
        services.TryAddSingleton<LedgerServices>();
        services.TryAddSingleton<ISnapshotCodec<LedgerSnapshot>, LedgerSnapshotCodec>();
        services.AddSingleton<IGeneralizedCodec, ForeignFailureCodec>();
        services.AddSingleton<IGeneralizedCopier, ForeignFailureCodec>();
        services.TryAddKeyedSingleton<IGrainStorage>(
            StorageName, (provider, _) => new StoreGrainStorage(new StoredStates(provider.GetRequiredService<Store>(), provider)));
        return services;
    }
}
