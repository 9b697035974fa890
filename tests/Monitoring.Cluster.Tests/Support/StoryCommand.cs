using System.Globalization;
using Monitoring.TestServers;

namespace Monitoring.Cluster.Tests.Support;

/// <summary>
/// <c>faults [seconds] [postings a second]</c> and <c>replace [seconds] [postings a second] [older assembly]</c>: what the tests do, for
/// longer, on a database that syncs, and with the figures on the screen. With an older assembly the cluster starts as that version and
/// is upgraded.
/// </summary>
internal static class StoryCommand
{
    private const int DefaultSeconds = 120;
    private const int DefaultPerSecond = 1_000;

    public static async Task<int> FaultsAsync(string[] arguments)
    {
        await using var cluster = await ClusterRun.StartAsync(new ClusterRunOptions { Postgres = new PostgresServerSettings() });
        await new ClusterStory(cluster, SizeOf(arguments), Console.WriteLine).HurtAsync();
        return 0;
    }

    public static async Task<int> ReplaceAsync(string[] arguments)
    {
        var options = new ClusterRunOptions { Postgres = new PostgresServerSettings(), Assembly = arguments.Length > 2 ? arguments[2] : null };
        await using var cluster = await ClusterRun.StartAsync(options);
        await new ClusterStory(cluster, SizeOf(arguments), Console.WriteLine).ReplaceAsync(EndToEnd.Support.Product.Api);
        return 0;
    }

    private static ClusterLoadSize SizeOf(string[] arguments)
    {
        var seconds = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : DefaultSeconds;
        var perSecond = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : DefaultPerSecond;
        return new ClusterLoadSize(checked(seconds * perSecond), perSecond);
    }
}
