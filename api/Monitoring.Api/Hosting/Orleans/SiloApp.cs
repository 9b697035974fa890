using Monitoring.Api.Auth;
using Monitoring.Api.Health;
using Monitoring.Api.Metrics;
using Monitoring.Silo.Feed;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Stores;

namespace Monitoring.Api.Hosting;

/// <summary>A process that keeps grains. It serves its health and metrics, and nothing else.</summary>
internal static class SiloApp
{
    /// <summary>
    /// Longest stop: its grains are put away with a snapshot each, at some thousand a second. Cut short, they wake up more slowly elsewhere,
    /// nothing else.
    /// </summary>
    private static readonly TimeSpan StopLongest = TimeSpan.FromMinutes(2);

    /// <summary>Keeps grains until it is stopped.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyDictionary<string, string?> configuration, CancellationToken cancellationToken)
    {
        await using var app = Build(configuration, TimeProvider.System);
        // Opened before it joins: a store that cannot be used stops the start, with its reason.
        app.Services.GetRequiredService<IStoreHealth>();
        await app.StartAsync(cancellationToken);
        Console.WriteLine($"{Environment.NewLine}  A silo of Monitoring is running: its health is at {string.Join(" or ", app.Urls)}{Environment.NewLine}");
        await app.WaitForShutdownAsync(cancellationToken);
        return ExitCodes.Done;
    }

    private static WebApplication Build(IReadOnlyDictionary<string, string?> configuration, TimeProvider world)
    {
        var builder = MonitoringApp.CreateBuilder(configuration);
        var settings = MonitoringSettings.Read(builder.Configuration);
        builder.WebHost.UseUrls([.. settings.Urls]).ConfigureKestrel(static kestrel => kestrel.AddServerHeader = false);
        builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = StopLongest);
        builder.Services.AddSingleton(settings);
        builder.Services.AddBank(settings, world).AddFeed(builder.Configuration);
        builder.AddClusterSilo(HostRole.ClusterOf(builder.Configuration));
        builder.Services
            .AddDetectionStage(settings)
            .AddJournalAndAlertStages(settings)
            .AddEscalationStage(settings)
            .AddApiStage(settings, builder.Configuration);
        var app = builder.Build();
        app.UseMiddleware<SecurityHeadersMiddleware>();
        app.UseMiddleware<OriginMiddleware>();
        app.UseMiddleware<CallerMiddleware>();
        app.UseMiddleware<RightsMiddleware>();
        app.MapHealth();
        app.MapMetrics();
        return app;
    }
}
