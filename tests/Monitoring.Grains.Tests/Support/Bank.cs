using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Monitoring.Domain.Calendar;
using Monitoring.Domain.Detection;
using Monitoring.Domain.Ledger;
using Monitoring.Grains.Grain;
using Monitoring.Grains.Journal;
using Monitoring.Grains.Queries;
using Monitoring.Silo.Stores;
using Orleans;

namespace Monitoring.Grains.Tests.Support;

/// <summary>Real grains over a real store, on the host of the build: the local silo, or two silos of Orleans.</summary>
internal sealed class Bank : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly GrainHost _host;

    private Bank(ServiceProvider services, GrainHost host, FakeTimeProvider clock) => (_services, _host, Clock) = (services, host, clock);

    public FakeTimeProvider Clock { get; }

    public IGrainFactory Grains => _host.Grains;

    public HopefulReader Hopeful => _services.GetRequiredService<HopefulReader>();

    public IBankReader Reader => _services.GetRequiredService<IBankReader>();

    public IAlertReader Alerts => _services.GetRequiredService<IAlertReader>();

    public static BankCalendar Calendar { get; } = new(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), new TimeOnly(22, 0));

    /// <param name="folder">Data directory.</param>
    /// <param name="parameters">Of the rules.</param>
    /// <param name="maxActiveGrains">What the local silo keeps in memory; elsewhere see <see cref="PutAwayAsync"/>.</param>
    /// <param name="openUnknown">Whether a posting opens an unknown account.</param>
    /// <param name="hopeful">Whether every posting id is taken for new without a look.</param>
    public static Task<Bank> OpenAsync(
        string folder, DetectionParameters? parameters = null, int maxActiveGrains = 10_000, bool openUnknown = true, bool hopeful = false) =>
        OpenAsync(new StoreOptions { DataDirectory = folder }, hopeful ? BeHopeful : null, parameters, maxActiveGrains, openUnknown);

    /// <param name="store">The store.</param>
    /// <param name="customize">Services in place of the store's and the grains' own.</param>
    /// <param name="parameters">Of the rules.</param>
    /// <param name="maxActiveGrains">What the local silo keeps in memory; elsewhere see <see cref="PutAwayAsync"/>.</param>
    /// <param name="openUnknown">Whether a posting opens an unknown account.</param>
    public static async Task<Bank> OpenAsync(
        StoreOptions store, Action<IServiceCollection>? customize = null, DetectionParameters? parameters = null, int maxActiveGrains = 10_000,
        bool openUnknown = true)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.FromHours(8)));
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton(new LedgerRules(parameters ?? new DetectionParameters(), Calendar, openUnknown));
        services.AddStore(store);
        customize?.Invoke(services);
        GrainHost.AddTo(services, maxActiveGrains);
        var provider = services.BuildServiceProvider();
        return new Bank(provider, await GrainHost.StartAsync(provider), clock);
    }

    public IAccountGrain Account(string id) => Grains.GetGrain<IAccountGrain>(id);

    /// <summary>Puts grains away that nobody calls; the next call wakes them again.</summary>
    public Task PutAwayAsync() => _host.PutAwayAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await _services.DisposeAsync();
    }

    private static void BeHopeful(IServiceCollection services)
    {
        var reader = services.Last(static service => service.ServiceType == typeof(IJournalReader)).ImplementationFactory!;
        services.AddSingleton(provider => new HopefulReader((IJournalReader)reader(provider)));
        services.AddSingleton<IJournalReader>(static provider => provider.GetRequiredService<HopefulReader>());
    }
}
