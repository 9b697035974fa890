using System.Text.Json;
using System.Text.RegularExpressions;
using Monitoring.EndToEnd.Support;

namespace Monitoring.EndToEnd.Deploy;

/// <summary>A real Prometheus with the configuration that the platform is deployed with, at other addresses and asking more often.</summary>
internal sealed partial class PrometheusRun : IAsyncDisposable
{
    private const string Configuration = "prometheus.yml";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder;
    private readonly ProcessRun _run;
    private readonly HttpClient _http;

    private PrometheusRun(TemporaryFolder folder, ProcessRun run, Uri address)
    {
        (_folder, _run) = (folder, run);
        _http = new HttpClient { BaseAddress = address, Timeout = Patience };
    }

    public static Task<PrometheusRun> StartAsync(Uri silo, Uri api) => StartAsync([silo], [api]);

    public static async Task<PrometheusRun> StartAsync(IReadOnlyList<Uri> silos, IReadOnlyList<Uri> apis)
    {
        var folder = new TemporaryFolder();
        WriteConfiguration(folder.Path, silos, apis, "not asked for");
        var address = Server.FreeAddress();
        var run = ProcessRun.Start(
            "prometheus",
            [
                $"--config.file={Configuration}", $"--storage.tsdb.path={Path.Combine(folder.Path, "data")}",
                $"--web.listen-address={address.Authority}", "--log.level=warn",
            ],
            folder.Path);
        var prometheus = new PrometheusRun(folder, run, address);
        await prometheus.ReadyAsync();
        return prometheus;
    }

    public static void WriteConfiguration(string folder, Uri silo, Uri api, string token) => WriteConfiguration(folder, [silo], [api], token);

    /// <summary>The answer to a query: how many series, or what is wrong with it.</summary>
    public async Task<(int Series, string? Error)> QueryAsync(string query)
    {
        using var content = new FormUrlEncodedContent([new("query", query)]);
        using var response = await _http.PostAsync("/api/v1/query", content);
        var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        return answer.GetProperty("status").GetString() == "success"
            ? (answer.GetProperty("data").GetProperty("result").GetArrayLength(), null)
            : (0, answer.GetProperty("error").GetString());
    }

    /// <summary>Waits until a query has an answer.</summary>
    public async Task UntilAsync(string query)
    {
        using var timeout = new CancellationTokenSource(Patience);
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while ((await QueryAsync(query)).Series == 0) Assert.True(await poll.WaitForNextTickAsync(timeout.Token), query);
    }

    /// <summary>Names of all metrics that were there at any scrape.</summary>
    public async Task<HashSet<string>> NamesAsync()
    {
        var answer = JsonDocument.Parse(await _http.GetStringAsync("/api/v1/label/__name__/values")).RootElement;
        return [.. answer.GetProperty("data").EnumerateArray().Select(static name => name.GetString()!)];
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _run.DisposeAsync();
        _folder.Dispose();
    }

    private static void WriteConfiguration(string folder, IReadOnlyList<Uri> silos, IReadOnlyList<Uri> apis, string token)
    {
        File.WriteAllText(Path.Combine(folder, "token"), token);
        File.Copy(Path.Combine(DeployFiles.Prometheus, "alerts.yml"), Path.Combine(folder, "alerts.yml"));
        var text = File.ReadAllText(Path.Combine(DeployFiles.Prometheus, Configuration));
        text = Replace(text, """["silo-1:5081", "silo-2:5081"]""", Targets(silos));
        text = Replace(text, """["api-1:5080", "api-2:5080"]""", Targets(apis));
        text = Replace(text, "/run/secrets/metrics_token", "token");
        File.WriteAllText(Path.Combine(folder, Configuration), Interval().Replace(text, "$1: 1s"));
    }

    private static string Targets(IReadOnlyList<Uri> addresses) => $"[{string.Join(", ", addresses.Select(static address => $"\"{address.Authority}\""))}]";

    private static string Replace(string text, string old, string replacement)
    {
        Assert.Contains(old, text, StringComparison.Ordinal);
        return text.Replace(old, replacement, StringComparison.Ordinal);
    }

    private async Task ReadyAsync()
    {
        using var timeout = new CancellationTokenSource(Patience);
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await poll.WaitForNextTickAsync(timeout.Token))
        {
            Assert.False(_run.HasExited, _run.Output);
            try
            {
                using var response = await _http.GetAsync("/-/ready", timeout.Token);
                if (response.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }
    }

    [GeneratedRegex(@"(scrape_interval|scrape_timeout|evaluation_interval): \d+s", RegexOptions.CultureInvariant)]
    private static partial Regex Interval();
}
