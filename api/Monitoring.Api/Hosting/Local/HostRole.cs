using System.CommandLine;
using Monitoring.Silo.Hosting;

namespace Monitoring.Api.Hosting;

/// <summary>What this process is: the whole platform, its grains included.</summary>
internal static class HostRole
{
    /// <summary>It has its database to itself, as a rule.</summary>
    public const bool IsAlone = true;

    /// <summary>What is wrong with the configuration of this role; empty when all is well.</summary>
    public static IEnumerable<string> Problems(IConfiguration configuration)
    {
        if (configuration.GetSection("Cluster").GetChildren().Any())
        {
            yield return "Cluster: this program was built for one process. Build it with -p:Cluster=true for several.";
        }
    }

    /// <summary>Accounts decide, here.</summary>
    public static void AddGrains(WebApplicationBuilder builder, MonitoringSettings settings) =>
        builder.Services.AddMonitoringGrains(settings.Grain.MaxActive);

    /// <summary>Time limits end, here.</summary>
    public static void AddClock(WebApplicationBuilder builder, MonitoringSettings settings) =>
        builder.Services.AddEscalationStage(settings);

    /// <summary>No commands of its own.</summary>
    public static void AddCommands(RootCommand root, Action<ParseResult> apply, IReadOnlyDictionary<string, string?> configuration)
    {
    }
}
