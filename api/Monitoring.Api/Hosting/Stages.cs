using Monitoring.Api.Auth;
using Monitoring.Api.Demo;
using Monitoring.Api.Feed;
using Monitoring.Api.Health;
using Monitoring.Api.Metrics;
using Monitoring.Api.Schema;
using Monitoring.Domain.Ledger;
using Monitoring.Silo.Escalation;
using Monitoring.Silo.Feed;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Model;
using Monitoring.Silo.Stores;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.Options;

namespace Monitoring.Api.Hosting;

/// <summary>What each stage adds to the services, in the order in which a posting passes through them.</summary>
internal static class Stages
{
    /// <summary>The bank's calendar and clock, which all stages use.</summary>
    public static IServiceCollection AddBank(this IServiceCollection services, MonitoringSettings settings, TimeProvider world)
    {
        services.AddSingleton(settings.Calendar);
        if (!settings.Demo.Enabled)
        {
            services.AddSingleton(world);
            return services.AddSingleton(new BankInfo(IsDemo: false, ClockRate: 1));
        }

        services.AddSingleton(
            _ => DemoStory.Open(settings.Store.DataDirectory, settings.Demo.Seed, world.GetUtcNow(), settings.Calendar.TimeZone));
        services.AddSingleton(provider => new DemoClock(provider.GetRequiredService<DemoStory>().Now, settings.Demo.Rate, world));
        services.AddSingleton<TimeProvider>(provider => provider.GetRequiredService<DemoClock>());
        return services.AddSingleton(new BankInfo(IsDemo: true, settings.Demo.Rate));
    }

    /// <summary>Postings arrive.</summary>
    public static IServiceCollection AddFeedStage(
        this IServiceCollection services, MonitoringSettings settings, IConfiguration configuration)
    {
        services.AddFeed(configuration);
        services.AddFeedEdges();
        return settings.Demo.Enabled ? services.AddHostedService<DemoPlayer>() : services;
    }

    /// <summary>Rules look, and the model.</summary>
    public static IServiceCollection AddDetectionStage(this IServiceCollection services, MonitoringSettings settings) =>
        services.AddSingleton(
            new LedgerRules(settings.Detection, settings.Calendar, settings.Feed.UnknownAccounts == UnknownAccounts.Open))
            .AddModel(settings.Model);

    /// <summary>Decisions become durable; with them the readers and the alerts' feed, the stage Alert.</summary>
    public static IServiceCollection AddJournalAndAlertStages(this IServiceCollection services, MonitoringSettings settings)
    {
        services.AddSingleton(settings.Store);
        return services.AddStore(settings.Store);
    }

    /// <summary>Time limits end.</summary>
    public static IServiceCollection AddEscalationStage(this IServiceCollection services, MonitoringSettings settings) =>
        services.AddEscalation(settings.Escalation, settings.Store.DataDirectory);

    /// <summary>People and programs ask.</summary>
    public static IServiceCollection AddApiStage(
        this IServiceCollection services, MonitoringSettings settings, IConfiguration configuration)
    {
        services.AddSingleton(Options.Create(settings.Auth));
        services.AddSingleton<TokenTable>();
        services.AddSingleton<Readiness>();
        services.AddMonitoringSchema(settings.Auth, settings.Api);
        services.AddMonitoringMetrics(configuration);
        return services.Configure<HostFilteringOptions>(options =>
        {
            // A name that somebody else's DNS points at this machine must not open it to their pages.
            options.AllowedHosts = settings.Auth.Mode == AuthMode.Loopback ? [.. Loopback.Hosts]
                // Who looks from beside it, as a health check does, names it so; no other site's page can.
                : settings.Auth.Hosts.Count > 0 ? [.. settings.Auth.Hosts, .. Loopback.Hosts]
                : ["*"];
            options.AllowEmptyHosts = false;
        });
    }
}
