using Monitoring.Cluster.Tests.Support;
using Monitoring.EndToEnd.Deploy;
using Monitoring.EndToEnd.Support;
using Monitoring.TestServers;

namespace Monitoring.Cluster.Tests;

/// <summary>Dashboards and alert rules against what silos and api processes really tell.</summary>
public sealed class ObservedClusterTests
{
    /// <summary>Metrics of the local silo, which keeps the grains where there is one process.</summary>
    private const string OfLocalSilo = "grain_activations";

    [Fact]
    public async Task Every_panel_has_something_to_show_and_every_rule_something_to_look_at()
    {
        var missing = ClusterRun.WhyNot ?? PrometheusServer.WhyNot;
        Assert.SkipWhen(missing is not null, missing ?? "");
        await using var cluster = await ClusterRun.StartAsync();
        using var folder = new TemporaryFolder();
        var files = PrometheusFiles.WriteTo(
            folder.Path, cluster.Silos.Select(static silo => silo.Address), cluster.Apis.Select(static api => api.Address));
        await using var prometheus = await PrometheusServer.StartAsync(folder.Path, files);
        using var client = new PrometheusClient(prometheus.Address);

        Assert.Empty(await Observation.FaultsAsync(cluster.Apis[0].Server!, client, OfLocalSilo));
    }
}
