using System.Net.Http.Headers;
using System.Text;
using Monitoring.EndToEnd.Support;

namespace Monitoring.EndToEnd.Deploy;

/// <summary>Dashboards and alert rules against what a running platform really tells, through a real Prometheus.</summary>
public sealed class ObservedTests
{
    /// <summary>Metrics of silos on Orleans; the tests of several machines look at these.</summary>
    private const string OfOrleans = "orleans_";

    /// <summary>Prometheus' own.</summary>
    private static readonly HashSet<string> OfPrometheus = ["up", "ALERTS"];

    /// <summary>Told only once it has happened, by the instrument of this name; a sound platform never does.</summary>
    private static readonly Dictionary<string, string> Rare = new() { ["monitoring_grain_reloads_total"] = "monitoring.grain.reloads" };

    [Fact]
    public async Task Every_panel_has_something_to_show_and_every_rule_something_to_look_at()
    {
        Tool.Require("prometheus", "prometheus");
        using var folder = new TemporaryFolder();
        await using var server = await Server.StartAsync(folder.Path, "--demo");
        await using var prometheus = await PrometheusRun.StartAsync(server.Address, server.Address);
        await prometheus.UntilAsync("monitoring_detection_alerts_total");
        await UseAsync(server);
        // Two scrapes after it, as rates are between two.
        await prometheus.UntilAsync("count_over_time(monitoring_alert_delay_seconds_count[1m]) >= 3 and on (instance, role) count_over_time(graphql_errors_total[1m]) >= 3");

        var names = await prometheus.NamesAsync();
        var unknown = DeployFiles.Panels.Select(static panel => (panel.Panel, panel.Query))
            .Concat(DeployFiles.Rules.Select(static rule => (rule.Key, rule.Value)))
            .SelectMany(static named => DeployFiles.MetricsOf(named.Item2).Select(metric => (Where: named.Item1, Metric: metric)))
            .Where(found => !names.Contains(found.Metric) && !IsKnownOtherwise(found.Metric));
        Assert.Empty(unknown);
        var faults = new List<string>();
        foreach (var (panel, query) in DeployFiles.Panels)
        {
            var (series, error) = await prometheus.QueryAsync(query);
            if (error is not null) faults.Add($"{panel}: {error}");
            else if (series == 0 && !DeployFiles.MetricsOf(query).Any(IsKnownOtherwise)) faults.Add($"{panel}: nothing to show: {query}");
        }

        foreach (var (rule, query) in DeployFiles.Rules)
        {
            if ((await prometheus.QueryAsync(query)).Error is { } error) faults.Add($"{rule}: {error}");
        }

        Assert.Empty(faults);
    }

    private static bool IsKnownOtherwise(string metric) =>
        metric.StartsWith(OfOrleans, StringComparison.Ordinal)
        || OfPrometheus.Contains(metric)
        || (Rare.TryGetValue(metric, out var instrument) && IsInSources(instrument));

    private static bool IsInSources(string instrument) => Directory
        .EnumerateFiles(Path.Combine(Product.Root, "grains", "Monitoring.Grains"), "*Metrics.cs", SearchOption.AllDirectories)
        .Any(file => File.ReadAllText(file).Contains($"\"{instrument}\"", StringComparison.Ordinal));

    /// <summary>All that dashboards show happens once: a line that is rejected, a body that is not taken, a query, a wrong one, a watch.</summary>
    private static async Task UseAsync(Server server)
    {
        var rejected = await server.SendAsync("/feed/postings", Encoding.UTF8.GetBytes("{\"postingId\":\"P\"}\n"));
        Assert.Equal(1, rejected.GetProperty("rejected").GetInt32());
        using var broken = new ByteArrayContent("no archive"u8.ToArray());
        broken.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        broken.Headers.ContentEncoding.Add("gzip");
        using var refused = await server.Http.PostAsync("/feed/postings", broken);
        Assert.False(refused.IsSuccessStatusCode);
        await server.QueryAsync("{ alerts { totalCount } }");
        using var wrong = await server.Http.PostAsync("/graphql", new StringContent("{\"query\":\"{ nothing }\"}", Encoding.UTF8, "application/json"));
        using var watch = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = new StringContent("{\"query\":\"subscription { alertChanged { id } }\"}", Encoding.UTF8, "application/json"),
        };
        watch.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        using var stream = await server.Http.SendAsync(watch, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync());
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (await reader.ReadLineAsync(timeout.Token) is { } line && !line.StartsWith("data:", StringComparison.Ordinal))
        {
            // Until an alert of the demonstration comes.
        }
    }
}
