using System.Diagnostics;

namespace Monitoring.Cluster.Tests.Support;

/// <summary>What happens to a cluster while a load goes over it, and the end in which everything must be as if nothing had happened.</summary>
/// <param name="cluster">Hurt, or replaced.</param>
/// <param name="size">Of the load.</param>
/// <param name="tell">Takes the figures, a line each.</param>
internal sealed class ClusterStory(ClusterRun cluster, ClusterLoadSize size, Action<string> tell)
{
    /// <summary>Longest that a posting may wait at all: far above what any machine needs, to end a run that hangs.</summary>
    private static readonly TimeSpan WaitMax = TimeSpan.FromMinutes(2);

    /// <summary>An account that has to wait longer after a fault was hit by it; the others only waited for their commit.</summary>
    private static readonly TimeSpan Hit = TimeSpan.FromMilliseconds(400);

    private readonly long _began = Stopwatch.GetTimestamp();

    /// <summary>A silo is killed, the other loses its connections to the database, Redis is killed.</summary>
    public async Task HurtAsync()
    {
        await using var load = await ClusterLoad.StartAsync(cluster, size);
        await load.UntilAsync(size.Postings / 5);
        Report("before any fault", load);
        await TellGrainsAsync();

        load.Pulse.Fault();
        await cluster.Silos[0].KillAsync();
        await RecoveredAsync("a silo killed", load);
        load.BreakOff();
        await load.UntilAsync(size.Postings * 2 / 5);
        await StartAsync(cluster.Silos[0], load);
        Report("a silo killed and back", load);

        await TellGrainsAsync();
        load.Pulse.Fault();
        await cluster.CutDatabaseAsync(cluster.Silos[1]);
        await RecoveredAsync("the other's database connections cut", load);
        load.BreakOff();
        await load.UntilAsync(size.Postings * 3 / 5);
        Report("the other's database connections cut", load);

        load.Pulse.Fault();
        await cluster.Redis.KillAsync();
        load.BreakOff();
        await RecoveredAsync("Redis killed", load);
        await load.UntilAsync(size.Postings * 4 / 5);
        await cluster.Redis.RestartAsync();
        Report("Redis killed and back", load);
        await FinishAsync(load);
    }

    /// <summary>Each silo, then each api process, is told to stop and started again, with another program where one is named.</summary>
    public async Task ReplaceAsync(string? assembly = null)
    {
        await using var load = await ClusterLoad.StartAsync(cluster, size);
        await load.UntilAsync(size.Postings / 8);
        Report("before", load);
        await TellGrainsAsync();
        foreach (var silo in cluster.Silos)
        {
            var seconds = await TakeAsync(silo.StopAsync);
            await load.Pulse.BeatAsync(times: 5);
            Assert.Equal(0, Report($"{silo.Name} stopped in {seconds:N1} s", load));
            silo.Assembly = assembly ?? silo.Assembly;
            seconds = await TakeAsync(() => cluster.StartAsync(silo));
            await load.Pulse.BeatAsync(times: 5);
            Assert.Equal(0, Report($"{silo.Name} started in {seconds:N1} s", load));
            await TellGrainsAsync();
        }

        // Senders of an api process that is away come again: a proxy would send them to another one.
        foreach (var api in cluster.Apis)
        {
            var stop = await TakeAsync(api.StopAsync);
            api.Assembly = assembly ?? api.Assembly;
            var start = await TakeAsync(() => cluster.StartAsync(api));
            await load.Pulse.BeatAsync(times: 5);
            Report($"{api.Name} stopped in {stop:N1} s and started in {start:N1} s, its senders had no other", load);
        }

        await FinishAsync(load);
    }

    private static async Task<double> TakeAsync(Func<Task> work)
    {
        var began = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>Without a pace the load waits for the silo, so that there is enough of it for what comes.</summary>
    private async Task StartAsync(Node node, ClusterLoad load)
    {
        using var held = size.PerSecond is null ? await load.HoldAsync() : null;
        await cluster.StartAsync(node);
    }

    private async Task RecoveredAsync(string what, ClusterLoad load)
    {
        var all = await load.Pulse.RecoveredAsync();
        var hit = all.Where(static again => again > Hit).ToArray();
        var slow = hit.Length == 0 ? "" : $", of which the first after {hit[0].TotalSeconds:N2} s";
        Tell($"{what}: the last of {all.Length} accounts was taken again after {all[^1].TotalSeconds:N2} s; {hit.Length} took over {Hit.TotalSeconds:N1} s{slow}");
    }

    private async Task FinishAsync(ClusterLoad load)
    {
        await load.FinishAsync();
        var resumed = load.Resumed;
        await cluster.StopAsync();
        await cluster.VerifyAsync();
        Tell($"{load.Auditor.Acknowledged:N0} postings acknowledged, all there once, {load.Auditor.Compared:N0} of them compared one by one; {load.Counts}");
        Tell($"{load.Alerts:N0} alerts, each seen once by each watcher; they came back {resumed} times");
    }

    /// <summary>Tells how many grains each silo keeps: a silo without any is not missed.</summary>
    private async Task TellGrainsAsync()
    {
        const string name = "orleans_catalog_activations ";
        foreach (var silo in cluster.Silos)
        {
            var lines = (await silo.Server!.Http.GetStringAsync("/metrics")).Split('\n');
            Tell($"{silo.Name} keeps {lines.FirstOrDefault(static line => line.StartsWith(name, StringComparison.Ordinal))?[name.Length..]} grains");
        }
    }

    /// <returns>Postings that were refused since the last report.</returns>
    private int Report(string what, ClusterLoad load)
    {
        var (longest, refusals) = load.Pulse.Take();
        Assert.All(load.Ended, static node => Assert.Fail($"{node.Name} ended by itself: {node.Server!.Output}"));
        Tell($"{what}: {load.Auditor.Acknowledged:N0} acknowledged; a posting waited {longest.TotalSeconds:N2} s at most, {refusals} were refused");
        Assert.True(longest < WaitMax, $"A posting waited {longest}.");
        return refusals;
    }

    private void Tell(string line) => tell($"{Stopwatch.GetElapsedTime(_began).TotalSeconds,6:N1} s  {line}");
}
