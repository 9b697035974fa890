using Monitoring.Api.Tests.Schema;
using Monitoring.Api.Tests.Support;

namespace Monitoring.Api.Tests.Metrics;

[Collection(nameof(RunsAlone))]
public sealed class ModelMetricsTests
{
    [Fact]
    public async Task Without_a_model_the_state_says_so()
    {
        using var folder = new TemporaryFolder();
        await using var server = await TestServer.StartAsync(folder.Path);

        var metrics = await server.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);

        Assert.Contains("monitoring_model_state{state=\"none\"} 1", metrics, StringComparison.Ordinal);
        Assert.Contains("monitoring_model_state{state=\"loaded\"} 0", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scores_are_counted_by_the_bins_of_the_training()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ModelTests.StartAsync(folder, "small.1");
        await ModelTests.PassThroughAsync(server);

        var metrics = await server.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);

        Assert.Contains("monitoring_model_info{version=\"small.1\"} 1", metrics, StringComparison.Ordinal);
        Assert.Matches("(?m)^monitoring_model_samples_total\\{(of=\"score\",bin=\"\\+Inf\"|bin=\"\\+Inf\",of=\"score\")\\} 1$", metrics);
    }
}
