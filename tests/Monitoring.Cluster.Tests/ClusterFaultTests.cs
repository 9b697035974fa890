using Monitoring.Cluster.Tests.Support;

namespace Monitoring.Cluster.Tests;

/// <summary>Two silos and two api processes under load, hurt or replaced one after the other.</summary>
public sealed class ClusterFaultTests(ITestOutputHelper output)
{
    [Fact]
    public async Task What_was_acknowledged_is_there_once_after_a_silo_a_database_connection_and_redis_died()
    {
        Assert.SkipWhen(ClusterRun.WhyNot is not null, ClusterRun.WhyNot ?? "");
        await using var cluster = await ClusterRun.StartAsync();
        await new ClusterStory(cluster, ClusterLoadSize.Short, output.WriteLine).HurtAsync();
    }

    [Fact]
    public async Task Processes_are_replaced_one_after_the_other_while_postings_go_on()
    {
        Assert.SkipWhen(ClusterRun.WhyNot is not null, ClusterRun.WhyNot ?? "");
        await using var cluster = await ClusterRun.StartAsync();
        await new ClusterStory(cluster, ClusterLoadSize.Short, output.WriteLine).ReplaceAsync();
    }
}
