using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Calendar;
using Monitoring.Domain.Detection;
using Monitoring.Domain.Ledger;
using Monitoring.Grains.Grain;
using Monitoring.Grains.Queries;
using Monitoring.LocalSilo;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Stores;
using Orleans;

namespace Monitoring.Grains.Tests.Support;

/// <summary>Real grains over a real store, in this process.</summary>
internal sealed class Bank : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private Bank(ServiceProvider services, FakeTimeProvider clock) => (_services, Clock) = (services, clock);

    public FakeTimeProvider Clock { get; }

    public IGrainFactory Grains => _services.GetRequiredService<IGrainFactory>();

    public IBankReader Reader => _services.GetRequiredService<IBankReader>();

    public IAlertReader Alerts => _services.GetRequiredService<IAlertReader>();

    public static BankCalendar Calendar { get; } = new(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), new TimeOnly(22, 0));

    public static async Task<Bank> OpenAsync(
        string folder, DetectionParameters? parameters = null, int maxActiveGrains = 10_000, bool openUnknown = true)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.FromHours(8)));
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton(new LedgerRules(parameters ?? new DetectionParameters(), Calendar, openUnknown));
        services.AddSqliteStore(new StoreOptions { DataDirectory = folder });
        services.AddMonitoringGrains(maxActiveGrains);
        var provider = services.BuildServiceProvider();
        await Task.CompletedTask;
        return new Bank(provider, clock);
    }

    public IAccountGrain Account(string id) => Grains.GetGrain<IAccountGrain>(id);

    public async ValueTask DisposeAsync()
    {
        await _services.GetRequiredService<LocalSiloHost>().StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }
}
