using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Monitoring.Benchmarks.Shared;

namespace Monitoring.Benchmarks.Latency;

/// <summary>A subscriber of alerts over server-sent events, who notes when each arrived.</summary>
internal sealed class AlertWatcher : IAsyncDisposable
{
    private const string Query = """{"query":"subscription { alertRaised { account { id } } }"}""";

    private readonly CancellationTokenSource _stop = new();
    private readonly HttpResponseMessage _response;
    private readonly Task _reading;

    private AlertWatcher(HttpResponseMessage response, Func<TimeSpan> clock)
    {
        _response = response;
        _reading = ReadAsync(clock);
    }

    /// <summary>When the first alert of an account arrived.</summary>
    public Dictionary<string, TimeSpan> Seen { get; } = [];

    /// <summary>Subscribes; returns when the server has answered.</summary>
    public static async Task<AlertWatcher> StartAsync(BenchServer server, Func<TimeSpan> clock)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql");
        request.Content = new StringContent(Query, Encoding.UTF8, "application/json");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        var response = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        return new AlertWatcher(response, clock);
    }

    /// <summary>Waits until the alerts of all these accounts are there, or long enough.</summary>
    public async Task WaitAsync(IReadOnlyCollection<string> accounts, TimeSpan patience)
    {
        using var timeout = new CancellationTokenSource(patience);
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        try
        {
            while (!IsThere()) await poll.WaitForNextTickAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            // Who asks counts what is missing.
        }

        bool IsThere()
        {
            lock (Seen) return accounts.All(Seen.ContainsKey);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _response.Dispose();
        await _reading;
        _stop.Dispose();
    }

    private async Task ReadAsync(Func<TimeSpan> clock)
    {
        try
        {
            using var lines = new StreamReader(await _response.Content.ReadAsStreamAsync(_stop.Token));
            while (await lines.ReadLineAsync(_stop.Token) is { } line)
            {
                if (!line.StartsWith("data:", StringComparison.Ordinal) || line.Length < 8) continue;
                var at = clock();
                using var json = JsonDocument.Parse(line.AsMemory(5));
                if (!json.RootElement.TryGetProperty("data", out var data)) throw new InvalidOperationException("A subscriber was told " + line);
                var account = data.GetProperty("alertRaised").GetProperty("account");
                if (account.ValueKind == JsonValueKind.Null) continue;
                lock (Seen) Seen.TryAdd(account.GetProperty("id").GetString()!, at);
            }
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            // The end of the watch.
        }
    }
}
