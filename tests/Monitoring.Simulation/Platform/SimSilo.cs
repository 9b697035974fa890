using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Monitoring.Domain.Calendar;
using Monitoring.Domain.Detection;
using Monitoring.Domain.Ledger;
using Monitoring.Grains.Journal;
using Monitoring.LocalSilo;
using Monitoring.Silo.Escalation;
using Monitoring.Silo.Feed;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Stores;
using Orleans;

namespace Monitoring.Simulation.Platform;

/// <summary>One silo with its feed and its clock over a store, put together as the product is.</summary>
internal sealed class SimSilo
{
    private readonly ServiceProvider _services;

    public SimSilo(Store store, Settings settings, TimeProvider clock, string folder, DefectLog log)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Error));
        services.AddSingleton(clock);
        services.AddSingleton(Calendar);
        services.AddSingleton(new LedgerRules(new DetectionParameters(), Calendar, settings.OpensUnknown));
        services.AddSingleton(store);
        if (settings.Mutation is Mutation.DropAlert or Mutation.DropBranchDelta)
        {
            services.AddSingleton<IJournal>(new MutatedJournal(store.Writer, settings.Mutation));
        }

        services.AddSqliteStore(settings.Store());
        services.AddMonitoringGrains(settings.MaxActiveGrains);
        services.AddFeed(new ConfigurationBuilder().AddInMemoryCollection(settings.Feed).Build());
        services.AddEscalation(new EscalationOptions { Enabled = false }, folder);
        _services = services.BuildServiceProvider();
        Host = _services.GetRequiredService<LocalSiloHost>();
        Feed = _services.GetRequiredService<FeedIngest>();
        Days = _services.GetRequiredService<IDayCloser>();
        Clock = _services.GetRequiredService<BusinessDayClock>();
        Escalator = _services.GetRequiredService<AlertEscalator>();
        Directory = _services.GetRequiredService<Monitoring.Silo.Feed.Dispatch.LedgerDirectory>();
    }

    public static BankCalendar Calendar { get; } = new(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), new TimeOnly(22, 0));

    public LocalSiloHost Host { get; }

    public IGrainFactory Grains => Host;

    public FeedIngest Feed { get; }

    public Monitoring.Silo.Feed.Dispatch.LedgerDirectory Directory { get; }

    public IDayCloser Days { get; }

    public BusinessDayClock Clock { get; }

    public AlertEscalator Escalator { get; }

    /// <summary>Lets go of what the runtime keeps for it; nothing is stopped or written.</summary>
    public void Abandon()
    {
        Host.Collector.Dispose();
        _services.GetRequiredService<IMeterFactory>().Dispose();
    }
}
