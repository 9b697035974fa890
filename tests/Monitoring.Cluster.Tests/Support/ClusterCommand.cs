using System.Globalization;
using System.Runtime.InteropServices;
using Monitoring.TestServers;

namespace Monitoring.Cluster.Tests.Support;

/// <summary><c>up [folder [first port]]</c>: a cluster for people, until it is told to end.</summary>
internal static class ClusterCommand
{
    /// <summary>Each of the four processes may use a hundred.</summary>
    private const string ConnectionsMax = "500";

    public static async Task<int> UpAsync(string[] arguments)
    {
        if (ClusterRun.WhyNot is { } missing)
        {
            await Console.Error.WriteLineAsync(missing);
            return 1;
        }

        var ended = new TaskCompletionSource();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => End(context, ended));
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => End(context, ended));
        await using var cluster = await ClusterRun.StartAsync(OptionsOf(arguments));
        Tell("PostgreSQL", cluster.ConnectionString);
        Tell("Redis", cluster.Redis.Address);
        foreach (var node in cluster.Nodes) Tell(node.Name, $"{node.Address}{(node.IsSilo ? "health/ready" : "")} process {node.Server!.ProcessId}");
        Tell("Prometheus", cluster.Prometheus?.Address.ToString() ?? PrometheusServer.WhyNot!);
        Console.WriteLine("The cluster is up.");
        await ended.Task;
        await cluster.StopAsync();
        return 0;
    }

    private static ClusterRunOptions OptionsOf(string[] arguments)
    {
        var folder = arguments.Length > 0 ? Directory.CreateDirectory(arguments[0]).FullName : null;
        return new ClusterRunOptions
        {
            IsForPeople = true,
            Folder = folder,
            FirstPort = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : null,
            Postgres = new PostgresServerSettings
            {
                Kept = folder is null ? null : Path.Combine(folder, "postgres"),
                Configuration = new Dictionary<string, string> { ["max_connections"] = ConnectionsMax },
            },
        };
    }

    private static void Tell(string what, string where) => Console.WriteLine($"{what + ":",-12}{where}");

    private static void End(PosixSignalContext context, TaskCompletionSource ended)
    {
        context.Cancel = true;
        ended.TrySetResult();
    }
}
