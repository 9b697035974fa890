using Microsoft.Extensions.DependencyInjection;
using Monitoring.Domain.Ledger;
using Monitoring.Grains.Grain;
using Monitoring.LocalSilo;
using Monitoring.Silo.Hosting.Local;

namespace Monitoring.Silo.Hosting;

/// <summary>Hosts the grains in this process, on the local silo.</summary>
public static class GrainHosting
{
    /// <summary>
    /// Adds the grains. A <see cref="LedgerRules"/>, a <see cref="TimeProvider"/>, a store with journal, readers and the storage
    /// <c>snapshots</c> must be registered too.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="maxActiveGrains">Grains above this number are put away, those not called for longest first.</param>
    public static IServiceCollection AddMonitoringGrains(this IServiceCollection services, int maxActiveGrains)
    {
        services.AddMetrics();
        services.AddSingleton<GrainMetrics>();
        services.AddSingleton<BranchTreeGate>();
        services.AddSingleton<LedgerServices>();
        return services.AddLocalSilo(silo =>
        {
            silo.MaxActiveGrains = maxActiveGrains;
            silo.AddGrain<IAccountGrain, AccountGrain>(static (host, key) => new AccountGrainReference(host, key));
            silo.AddGrain<ISettlementAccountGrain, SettlementAccountGrain>(static (host, key) => new SettlementAccountGrainReference(host, key));
            silo.AddGrain<IBranchGrain, BranchGrain>(static (host, key) => new BranchGrainReference(host, key));
        });
    }
}
