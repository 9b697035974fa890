using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Monitoring.Domain.Ledger;
using Monitoring.Grains.Grain;
using Monitoring.LocalSilo;
using Monitoring.Silo.Hosting.Local;
using Monitoring.Silo.Stores;

namespace Monitoring.Silo.Hosting;

/// <summary>Hosts the grains in this process, on the local silo.</summary>
public static class GrainHosting
{
    /// <summary>
    /// Adds the grains. A <see cref="LedgerRules"/>, a <see cref="TimeProvider"/> and a store must be registered too.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="maxActiveGrains">Grains above this number are put away, those not called for longest first.</param>
    public static IServiceCollection AddMonitoringGrains(this IServiceCollection services, int maxActiveGrains)
    {
        services.AddMetrics();
        services.TryAddSingleton<GrainMetrics>();
        services.TryAddSingleton<IBranchTreeGate, BranchTreeGate>();
        services.TryAddSingleton<RulesInForce>();
        services.TryAddSingleton<LedgerServices>();
        services.TryAddSingleton<ISnapshotCodec<LedgerSnapshot>, LedgerSnapshotCodec>();
        services.AddLocalGrainStorage("snapshots");
        // Hosted services stop last to first: whoever calls grains has stopped by then.
        services.Insert(0, ServiceDescriptor.Singleton<IHostedService, SiloLifetime>());
        services.Configure<HostOptions>(static host => host.ShutdownTimeout = SiloLifetime.StopLongest);
        return services.AddLocalSilo(silo =>
        {
            silo.MaxActiveGrains = maxActiveGrains;
            silo.MayRunTurnsHere = static () => LentThread.IsLent;
            silo.AddGrain<IAccountGrain, AccountGrain>(static (host, key) => new AccountGrainReference(host, key));
            silo.AddGrain<ISettlementAccountGrain, SettlementAccountGrain>(static (host, key) => new SettlementAccountGrainReference(host, key));
            silo.AddGrain<IBranchGrain, BranchGrain>(static (host, key) => new BranchGrainReference(host, key));
        });
    }
}
