using Monitoring.EndToEnd.Support;

namespace Monitoring.EndToEnd.Deploy;

/// <summary>Prometheus' files, judged by its own tool.</summary>
public sealed class PrometheusFilesTests
{
    private const string TestFile = "alerts.test.yml";

    [Fact]
    public async Task The_configuration_and_the_rules_are_as_Prometheus_wants_them()
    {
        Tool.Require("promtool", "prometheus");
        using var folder = new TemporaryFolder();
        var configuration = PrometheusFiles.WriteTo(folder.Path, [new Uri("http://127.0.0.1:5081")], [new Uri("http://127.0.0.1:5080")]);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "prometheus.yml"), configuration, TestContext.Current.CancellationToken);

        var checkedConfiguration = await Tool.RunAsync(folder.Path, "promtool", "check", "config", "prometheus.yml");
        Assert.Contains($"{DeployFiles.Rules.Count} rules found", checkedConfiguration, StringComparison.Ordinal);
        await Tool.RunAsync(DeployFiles.Prometheus, "promtool", "check", "rules", "--lint=all", "--lint-fatal", "alerts.yml");
    }

    [Fact]
    public async Task Each_alert_fires_when_it_should_and_is_quiet_when_it_should()
    {
        Tool.Require("promtool", "prometheus");
        var tests = DeployFiles.Items(DeployFiles.Yaml(Path.Combine(DeployFiles.Prometheus, TestFile))["tests"])
            .SelectMany(static test => DeployFiles.Items(DeployFiles.Map(test)["alert_rule_test"]))
            .Select(DeployFiles.Map)
            .Select(static test => (Alert: (string)test["alertname"], Fires: DeployFiles.Items(test["exp_alerts"]).Count > 0))
            .ToHashSet();
        Assert.Equal(DeployFiles.Rules.Keys.SelectMany(static alert => new[] { (alert, true), (alert, false) }).Order(), tests.Order());

        await Tool.RunAsync(DeployFiles.Prometheus, "promtool", "test", "rules", TestFile);
    }
}
