using Monitoring.Api.Auth;
using Monitoring.Api.Feed;
using Monitoring.Api.Health;
using Monitoring.Api.Metrics;
using Monitoring.Api.Pages;
using Monitoring.GraphQL;
using Monitoring.Silo.Stores;

namespace Monitoring.Api.Hosting;

/// <summary>Puts the whole platform together in one process.</summary>
public static class MonitoringApp
{
    /// <summary>The built application, its store not open yet.</summary>
    /// <param name="configuration">Keys and values that come before files and the environment, as the command line gives them.</param>
    /// <param name="world">The world's clock.</param>
    /// <param name="customize">Last changes to the services, for tests.</param>
    /// <exception cref="ConfigurationProblemsException">The configuration is wrong.</exception>
    public static WebApplication Build(
        IReadOnlyDictionary<string, string?> configuration, TimeProvider world, Action<IServiceCollection>? customize = null)
    {
        var builder = CreateBuilder(configuration);
        var settings = MonitoringSettings.Read(builder.Configuration);
        builder.WebHost.UseUrls([.. settings.Urls]).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Bodies of the feed are streamed and bounded line by line; GraphQL bounds its own.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MaxRequestBufferSize = settings.Api.ReadAheadBytes;
            kestrel.Limits.MaxConcurrentConnections = settings.Api.MaxConnections;
            kestrel.Limits.MaxConcurrentUpgradedConnections = settings.Api.MaxConnections;
        });

        builder.Services.AddSingleton(settings);
        builder.Services
            .AddBank(settings, world)
            .AddFeedStage(settings, builder.Configuration);
        HostRole.AddGrains(builder, settings);
        builder.Services
            .AddDetectionStage(settings)
            .AddJournalAndAlertStages(settings);
        HostRole.AddClock(builder, settings);
        builder.Services.AddApiStage(settings, builder.Configuration);
        if (settings.Demo.Enabled) BeQuiet(builder.Logging);
        customize?.Invoke(builder.Services);
        var app = builder.Build();
        MapApi(app);
        return app;
    }

    /// <summary>The configuration alone.</summary>
    public static IConfiguration ConfigurationOf(IReadOnlyDictionary<string, string?> configuration) =>
        CreateBuilder(configuration).Configuration;

    /// <summary>A builder with the configuration from all its sources.</summary>
    internal static WebApplicationBuilder CreateBuilder(IReadOnlyDictionary<string, string?> configuration)
    {
        // The defaults lie beside the assembly; a file where the server is started may change them.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        if (Environment.CurrentDirectory != AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar))
        {
            builder.Configuration.AddJsonFile(
                Path.Combine(Environment.CurrentDirectory, "appsettings.json"), optional: true, reloadOnChange: false);
            builder.Configuration.AddEnvironmentVariables();
        }

        builder.Configuration.AddInMemoryCollection(configuration);
        return builder;
    }

    /// <summary>A simulated bank's daily life would bury what a newcomer looks for.</summary>
    private static void BeQuiet(ILoggingBuilder logging) =>
        logging.AddFilter("Monitoring.Silo.Feed", LogLevel.Warning).AddFilter("Monitoring.Silo.Escalation", LogLevel.Warning);

    private static void MapApi(WebApplication app)
    {
        app.UseMiddleware<SecurityHeadersMiddleware>();
        app.UseMiddleware<OriginMiddleware>();
        app.UseWebSockets();
        app.UseMiddleware<CallerMiddleware>();
        app.UseMiddleware<RightsMiddleware>();
        app.UsePages(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        app.MapFeed();
        app.MapGraphQL("/graphql");
        app.MapHealth();
        app.MapMetrics();
    }
}
