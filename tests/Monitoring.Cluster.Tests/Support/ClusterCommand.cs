using System.Runtime.InteropServices;

namespace Monitoring.Cluster.Tests.Support;

/// <summary><c>up</c>: a cluster for people, until it is told to end.</summary>
internal static class ClusterCommand
{
    public static async Task<int> UpAsync()
    {
        if (ClusterRun.WhyNot is { } missing)
        {
            await Console.Error.WriteLineAsync(missing);
            return 1;
        }

        var ended = new TaskCompletionSource();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => End(context, ended));
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => End(context, ended));
        await using var cluster = await ClusterRun.StartAsync();
        Console.WriteLine($"PostgreSQL: {cluster.Postgres.ConnectionString("monitoring")}");
        Console.WriteLine($"Redis:      {cluster.Redis.Address}");
        foreach (var silo in cluster.Silos) Console.WriteLine($"{silo.Name}:     {silo.Address}health/ready, process {silo.Server!.ProcessId}");
        foreach (var api in cluster.Apis) Console.WriteLine($"{api.Name}:      {api.Address}, process {api.Server!.ProcessId}");
        Console.WriteLine("The cluster is up.");
        await ended.Task;
        return 0;
    }

    private static void End(PosixSignalContext context, TaskCompletionSource ended)
    {
        context.Cancel = true;
        ended.TrySetResult();
    }
}
