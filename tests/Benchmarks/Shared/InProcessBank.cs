using Microsoft.Extensions.DependencyInjection;
using Monitoring.Domain.Calendar;
using Monitoring.Domain.Detection;
using Monitoring.Domain.Ledger;
using Monitoring.LocalSilo;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Stores;
using Orleans;

namespace Monitoring.Benchmarks.Shared;

/// <summary>The product's grains, detection and journal in this process, on a store of their own, with every default.</summary>
internal sealed class InProcessBank : IAsyncDisposable
{
    private readonly ServiceProvider _provider;

    /// <param name="store">The store.</param>
    /// <param name="maxActiveGrains">Grains kept in memory.</param>
    public InProcessBank(StoreOptions store, int maxActiveGrains)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new LedgerRules(new DetectionParameters(), Calendar, OpenUnknownAccounts: true));
        services.AddStore(store);
        services.AddMonitoringGrains(maxActiveGrains);
        _provider = services.BuildServiceProvider();
        Grains = _provider.GetRequiredService<IGrainFactory>();
        Host = _provider.GetRequiredService<LocalSiloHost>();
    }

    /// <summary>The bank's days.</summary>
    public static BankCalendar Calendar { get; } = new(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), new TimeOnly(22, 0));

    /// <summary>Ways to its grains.</summary>
    public IGrainFactory Grains { get; }

    /// <summary>Where they live.</summary>
    public LocalSiloHost Host { get; }

    /// <summary>Puts the grains away, then closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        await Host.StopAsync(CancellationToken.None);
        await _provider.DisposeAsync();
    }
}
