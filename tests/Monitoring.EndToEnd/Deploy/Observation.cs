using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Monitoring.EndToEnd.Support;

namespace Monitoring.EndToEnd.Deploy;

/// <summary>Dashboards and alert rules held against what running processes tell a real Prometheus.</summary>
internal static class Observation
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan BetweenPostings = TimeSpan.FromMilliseconds(200);

    /// <summary>Prometheus' own.</summary>
    private static readonly HashSet<string> OfPrometheus = ["up", "ALERTS"];

    /// <summary>Told only once it has happened, which a short run may not come to, by the instrument of this name.</summary>
    private static readonly Dictionary<string, string> Rare = new()
    {
        ["monitoring_grain_reloads_total"] = "monitoring.grain.reloads",
        ["monitoring_grain_snapshots_total"] = "monitoring.grain.snapshots",
    };

    /// <summary>Uses a server, looks at all panels and rules, and tells what is wrong with them.</summary>
    /// <param name="server">Is made to do once whatever dashboards show.</param>
    /// <param name="prometheus">Looks at it.</param>
    /// <param name="otherBuild">What metrics of builds of another kind begin with: these need not be there.</param>
    public static async Task<IReadOnlyList<string>> FaultsAsync(Server server, PrometheusClient prometheus, string otherBuild)
    {
        await UseAsync(server);
        // Two scrapes after it, as rates are between two.
        const string seenTwice =
            "count_over_time(monitoring_alert_delay_seconds_count[1m]) >= 3 and on (instance, role) count_over_time(graphql_errors_total[1m]) >= 3 "
            + "and on () count_over_time(monitoring_detection_alerts_total[1m]) >= 3";
        await prometheus.UntilAsync(seenTwice);
        var names = await prometheus.NamesAsync();
        bool IsExcused(string metric) => metric.StartsWith(otherBuild, StringComparison.Ordinal) || IsKnownOtherwise(metric);
        var faults = new List<string>();
        foreach (var (where, query) in DeployFiles.Panels.Concat(DeployFiles.Rules.Select(static rule => (rule.Key, rule.Value))))
        {
            var isPanel = !DeployFiles.Rules.ContainsKey(where);
            var metrics = DeployFiles.MetricsOf(query).ToList();
            faults.AddRange(metrics.Where(metric => !names.Contains(metric) && !IsExcused(metric)).Select(metric => $"{where}: there is no {metric}"));
            var (series, error) = await prometheus.QueryAsync(query);
            if (error is not null) faults.Add($"{where}: {error}");
            else if (isPanel && series == 0 && !metrics.Any(IsExcused)) faults.Add($"{where}: nothing to show: {query}");
        }

        return faults;
    }

    private static bool IsKnownOtherwise(string metric) =>
        OfPrometheus.Contains(metric) || (Rare.TryGetValue(metric, out var instrument) && IsInSources(instrument));

    private static bool IsInSources(string instrument) => Directory
        .EnumerateFiles(Path.Combine(Product.Root, "grains", "Monitoring.Grains"), "*Metrics.cs", SearchOption.AllDirectories)
        .Any(file => File.ReadAllText(file).Contains($"\"{instrument}\"", StringComparison.Ordinal));

    /// <summary>A line that is rejected, a body that is not taken, a query, a wrong one, an alert that somebody watches.</summary>
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
        await WatchAsync(server);
    }

    private static async Task WatchAsync(Server server)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = new StringContent("{\"query\":\"subscription { alertRaised { id } }\"}", Encoding.UTF8, "application/json"),
        };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        using var stream = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync());
        using var timeout = new CancellationTokenSource(Patience);
        using var seen = new CancellationTokenSource();
        var overdrawing = OverdrawAsync(server, seen.Token);
        while (await reader.ReadLineAsync(timeout.Token) is { } line && !line.StartsWith("data:", StringComparison.Ordinal))
        {
            // Until the first alert.
        }

        await seen.CancelAsync();
        await overdrawing;
    }

    /// <summary>Overdraws one account after the other, as a watch may begin a moment after it was asked for.</summary>
    private static async Task OverdrawAsync(Server server, CancellationToken stop)
    {
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            var posting = string.Create(
                CultureInfo.InvariantCulture,
                $"{{\"postingId\":\"O-{number}\",\"account\":\"OVER{number}\",\"direction\":\"debit\",\"amount\":100,\"currency\":\"CNY\","
                + $"\"bookedAt\":\"2026-11-20T08:15:30+08:00\"}}\n");
            await server.SendAsync("/feed/postings", Encoding.UTF8.GetBytes(posting));
            await Task.Delay(BetweenPostings, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
