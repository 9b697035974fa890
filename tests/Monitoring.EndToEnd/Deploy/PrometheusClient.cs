using System.Text.Json;

namespace Monitoring.EndToEnd.Deploy;

/// <summary>Asks a Prometheus.</summary>
internal sealed class PrometheusClient(Uri address) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = Patience };

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
        using var poll = new PeriodicTimer(BetweenLooks);
        while ((await QueryAsync(query)).Series == 0) await poll.WaitForNextTickAsync(timeout.Token);
    }

    /// <summary>Names of all metrics that were there at any scrape.</summary>
    public async Task<HashSet<string>> NamesAsync()
    {
        var answer = JsonDocument.Parse(await _http.GetStringAsync("/api/v1/label/__name__/values")).RootElement;
        return [.. answer.GetProperty("data").EnumerateArray().Select(static name => name.GetString()!)];
    }

    public void Dispose() => _http.Dispose();
}
