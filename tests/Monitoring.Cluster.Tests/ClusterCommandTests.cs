using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Monitoring.Cluster.Tests.Support;
using Monitoring.EndToEnd.Support;
using Monitoring.TestServers;

namespace Monitoring.Cluster.Tests;

/// <summary>The cluster for people, with everything that a deployment has.</summary>
public sealed partial class ClusterCommandTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task It_comes_up_is_seen_by_prometheus_takes_postings_and_goes_down()
    {
        var missing = ClusterRun.WhyNot ?? PrometheusServer.WhyNot;
        Assert.SkipWhen(missing is not null, missing ?? "");
        await using var up = ProcessRun.Start("dotnet", [typeof(ClusterCommandTests).Assembly.Location, "up"]);
        await up.WaitForAsync("The cluster is up.", Patience);
        var addresses = Addresses().Matches(up.Output).ToDictionary(static line => line.Groups[1].Value, static line => new Uri(line.Groups[2].Value));
        output.WriteLine(up.Output);
        using var http = new HttpClient();

        using var body = new StringContent(
            """{"postingId":"P-1","account":"A1","direction":"debit","amount":5,"currency":"CNY","bookedAt":"2026-11-20T08:15:30+08:00"}""",
            Encoding.UTF8, "application/x-ndjson");
        using var taken = await http.PostAsync(new Uri(addresses["api-1"], "/feed/postings"), body, TestContext.Current.CancellationToken);
        Assert.True(taken.IsSuccessStatusCode);
        using var query = new StringContent("""{"query":"{ account(id: \"A1\") { balance } }"}""", Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri(addresses["api-2"], "/graphql"), query, TestContext.Current.CancellationToken);
        Assert.Contains("\"balance\":-5", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        // What was posted is told by one of the silos, and all four are looked at.
        await SeesAsync(http, addresses["Prometheus"], "count(up{job='monitoring'} == 1)", "4");
        await SeesAsync(http, addresses["Prometheus"], "sum(monitoring_grain_postings_total{role='silo'})", "1");
        await RulesWorkAsync(http, addresses["Prometheus"]);
        foreach (var name in (string[])["silo-1", "silo-2", "api-1", "api-2"]) await CheckAsync(http, new Uri(addresses[name], "/metrics"));

        await using var kill = ProcessRun.Start("kill", ["-TERM", $"{up.Id}"]);
        Assert.Equal(0, await up.ExitAsync(Patience));
        foreach (var (name, address) in addresses)
        {
            var failure = await Record.ExceptionAsync(() => http.GetAsync(address, TestContext.Current.CancellationToken));
            Assert.True(failure is HttpRequestException, $"{name} is still there.");
        }
    }

    /// <summary>Waits until a query of Prometheus gives a value.</summary>
    private static async Task SeesAsync(HttpClient http, Uri prometheus, string query, string expected)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(Patience);
        while (true)
        {
            var text = await http.GetStringAsync(new Uri(prometheus, "/api/v1/query?query=" + Uri.EscapeDataString(query)), late.Token);
            var result = JsonDocument.Parse(text).RootElement.GetProperty("data").GetProperty("result");
            if (result.GetArrayLength() == 1 && result[0].GetProperty("value")[1].GetString() == expected) return;
            await Task.Delay(Pause, late.Token);
        }
    }

    /// <summary>Waits until every rule of the deployment has been evaluated without an error over what a real cluster tells.</summary>
    private static async Task RulesWorkAsync(HttpClient http, Uri prometheus)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(Patience);
        while (true)
        {
            var text = await http.GetStringAsync(new Uri(prometheus, "/api/v1/rules"), late.Token);
            var groups = JsonDocument.Parse(text).RootElement.GetProperty("data").GetProperty("groups").EnumerateArray();
            var rules = groups.SelectMany(static group => group.GetProperty("rules").EnumerateArray()).ToArray();
            Assert.NotEmpty(rules);
            Assert.DoesNotContain(rules, static rule => rule.GetProperty("health").GetString() == "err");
            if (Array.TrueForAll(rules, static rule => rule.GetProperty("health").GetString() == "ok")) return;
            await Task.Delay(Pause, late.Token);
        }
    }

    /// <summary>Has Prometheus' own checker look at what a process tells.</summary>
    private static async Task CheckAsync(HttpClient http, Uri metrics)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "metrics");
        await File.WriteAllTextAsync(file, await http.GetStringAsync(metrics, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        await using var check = ProcessRun.Start("sh", ["-c", "promtool check metrics <\"$1\"", "sh", file]);
        var code = await check.ExitAsync(Patience);
        Assert.True(code == 0, $"{metrics}: {check.Output}");
    }

    [GeneratedRegex(@"^(\S+): +(http://\S+)", RegexOptions.Multiline)]
    private static partial Regex Addresses();
}
