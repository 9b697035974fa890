using Monitoring.EndToEnd.Support;
using Monitoring.TestServers;

namespace Monitoring.EndToEnd.Deploy;

/// <summary>Dashboards and alert rules against what the demonstration really tells.</summary>
public sealed class ObservedTests
{
    /// <summary>Metrics of silos on Orleans; the tests of several machines look at these.</summary>
    private const string OfOrleans = "orleans_";

    [Fact]
    public async Task Every_panel_has_something_to_show_and_every_rule_something_to_look_at()
    {
        Tool.Require("prometheus", "prometheus");
        using var folder = new TemporaryFolder();
        var files = Path.Combine(folder.Path, "prometheus");
        await using var server = await Server.StartAsync(Path.Combine(folder.Path, "data"), "--demo");
        await using var prometheus = await PrometheusServer.StartAsync(files, PrometheusFiles.WriteTo(files, [server.Address], [server.Address]));
        using var client = new PrometheusClient(prometheus.Address);

        Assert.Empty(await Observation.FaultsAsync(server, client, OfOrleans));
    }
}
