using System.CommandLine;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Hosting.Cluster;

namespace Monitoring.Api.Hosting;

/// <summary>What this process is: one that serves people and senders; grains and clock are in silos, the command <c>silo</c>.</summary>
internal static class HostRole
{
    /// <summary>It shares its database with others.</summary>
    public const bool IsAlone = false;

    /// <summary>What is wrong with the configuration of this role; empty when all is well.</summary>
    public static IEnumerable<string> Problems(IConfiguration configuration)
    {
        if (!string.Equals(configuration["Store:Kind"], "postgres", StringComparison.OrdinalIgnoreCase))
        {
            yield return "Store:Kind must be postgres: this program was built for several processes, which share a database.";
        }

        if (configuration.GetValue("Demo:Enabled", false)) yield return "--demo: a demonstration is lived in one process; this program was built for several.";
        ClusterSettings? settings = null;
        string? unreadable = null;
        try
        {
            settings = configuration.GetSection(ClusterSettings.Section).Get<ClusterSettings>(options => options.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException exception)
        {
            unreadable = $"Cluster: {exception.Message}";
        }

        if (unreadable is not null) yield return unreadable;
        foreach (var problem in settings?.Problems() ?? []) yield return problem;
    }

    /// <summary>The cluster's section, checked before.</summary>
    public static ClusterSettings ClusterOf(IConfiguration configuration)
    {
        var settings = configuration.GetSection(ClusterSettings.Section).Get<ClusterSettings>() ?? new ClusterSettings();
        if (string.IsNullOrWhiteSpace(settings.ConnectionString)) settings.ConnectionString = configuration["Store:ConnectionString"];
        return settings;
    }

    /// <summary>Accounts decide, in silos.</summary>
    public static void AddGrains(WebApplicationBuilder builder, MonitoringSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        builder.AddClusterClient(ClusterOf(builder.Configuration));
    }

    /// <summary>Time limits end in silos.</summary>
    public static void AddClock(WebApplicationBuilder builder, MonitoringSettings settings)
    {
    }

    /// <summary>Adds <c>silo</c>.</summary>
    public static void AddCommands(RootCommand root, Action<ParseResult> apply, IReadOnlyDictionary<string, string?> configuration)
    {
        var command = new Command("silo", "Keep grains: one of the processes that share the books. --urls is for /health and /metrics.");
        command.SetAction((parsed, cancellationToken) =>
        {
            apply(parsed);
            return SiloApp.RunAsync(configuration, cancellationToken);
        });
        root.Subcommands.Add(command);
    }
}
