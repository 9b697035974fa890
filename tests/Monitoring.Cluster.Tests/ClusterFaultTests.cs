using Monitoring.Cluster.Tests.Support;
using Monitoring.EndToEnd.Faults;

namespace Monitoring.Cluster.Tests;

/// <summary>Two silos and two api processes under load, hurt one after the other.</summary>
public sealed class ClusterFaultTests(ITestOutputHelper output)
{
    private const int Postings = 24_000;

    /// <summary>One account in so many has its postings compared one by one; of the others their number and sum.</summary>
    private const int ListedOneIn = 10;

    [Fact]
    public async Task What_was_acknowledged_is_there_once_after_a_silo_a_database_connection_and_redis_died()
    {
        Assert.SkipWhen(ClusterRun.WhyNot is not null, ClusterRun.WhyNot ?? "");
        await using var cluster = await ClusterRun.StartAsync();
        var options = new FaultRunOptions { Bank = FaultRunOptions.EveryRule(accounts: 400, Postings), LinesMax = 200, ListedOneIn = ListedOneIn };
        await using var load = await ClusterLoad.StartAsync(cluster, options);
        await load.UntilAsync(Postings / 5);
        Report("before any fault", load);

        await cluster.Silos[0].KillAsync();
        await load.UntilAsync(Postings * 2 / 5);
        Report("a silo killed", load);

        // The load waits for the silo, so that there is enough of it for what comes.
        using (await load.HoldAsync()) await cluster.StartAsync(cluster.Silos[0]);
        await cluster.CutDatabaseAsync(cluster.Silos[1]);
        await load.UntilAsync(Postings * 3 / 5);
        Report("the silo back, the other's database connections cut", load);

        await cluster.Redis.KillAsync();
        await load.UntilAsync(Postings * 4 / 5);
        await cluster.Redis.RestartAsync(TestContext.Current.CancellationToken);
        Report("Redis killed and back", load);

        await load.FinishAsync();
        foreach (var node in cluster.Apis.Concat(cluster.Silos)) await node.StopAsync();
        await cluster.VerifyAsync();
        output.WriteLine($"{load.Auditor.Acknowledged:N0} postings acknowledged, {load.Auditor.Compared:N0} compared one by one; {load.Counts}");
    }

    [Fact]
    public async Task Silos_are_replaced_one_after_the_other_while_postings_go_on()
    {
        Assert.SkipWhen(ClusterRun.WhyNot is not null, ClusterRun.WhyNot ?? "");
        await using var cluster = await ClusterRun.StartAsync();
        var options = new FaultRunOptions { Bank = FaultRunOptions.EveryRule(accounts: 400, Postings), LinesMax = 200, ListedOneIn = ListedOneIn };
        await using var load = await ClusterLoad.StartAsync(cluster, options);
        await load.UntilAsync(3_000);
        foreach (var silo in cluster.Silos)
        {
            load.Pulse.Take();
            await silo.StopAsync();
            await load.Pulse.BeatAsync(times: 5);
            await cluster.StartAsync(silo);
            await load.Pulse.BeatAsync(times: 5);
            Report($"{silo.Name} stopped and started", load);
        }

        await load.FinishAsync();
    }

    private void Report(string what, ClusterLoad load)
    {
        var (longest, refusals) = load.Pulse.Take();
        foreach (var node in load.Ended) output.WriteLine($"{node.Name} ended by itself: {node.Server!.Output}");
        output.WriteLine($"{what}: {load.Auditor.Acknowledged:N0} acknowledged; a posting waited {longest.TotalSeconds:N2} s at most, {refusals} were refused");
        Assert.True(longest < TimeSpan.FromMinutes(2), $"A posting waited {longest}.");
    }
}
