using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Monitoring.EndToEnd.Faults;

/// <summary>
/// Watches alerts over server-sent events, and comes back after the last cursor it saw whenever the stream breaks off. Counts what it saw.
/// </summary>
internal sealed class AlertWatcher : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Errors after which it comes back: a machine that is too busy for it, a store that is away.</summary>
    private static readonly string?[] Passing = ["SLOW_CONSUMER", "UNAVAILABLE"];

    private readonly HttpClient _http;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, int> _seen = new(StringComparer.Ordinal);
    private readonly Task _watching;
    private string _cursor;
    private string? _disorder;

    /// <param name="address">The server.</param>
    /// <param name="after">The cursor it saw last.</param>
    public AlertWatcher(Uri address, string after = "0")
    {
        _cursor = after;
        _http = new HttpClient { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        _watching = Task.Run(WatchAsync);
    }

    /// <summary>Times each alert was seen, by rule and id.</summary>
    public IReadOnlyDictionary<string, int> Seen => _seen;

    /// <summary>Times the stream broke off.</summary>
    public int Resumed { get; private set; }

    /// <summary>Waits until it has seen as many alerts, then requires that they are those, each once, in the order of their cursors.</summary>
    public async Task CheckAsync(IReadOnlyCollection<string> expected, TimeSpan timeout)
    {
        using var late = new CancellationTokenSource(timeout);
        using var poll = new PeriodicTimer(Pause);
        while (_seen.Count < expected.Count && !late.IsCancellationRequested)
        {
            Assert.False(_watching.IsFaulted, _watching.Exception?.ToString());
            await poll.WaitForNextTickAsync();
        }

        Assert.Equal(expected.Order(StringComparer.Ordinal), _seen.Keys.Order(StringComparer.Ordinal));
        Assert.All(_seen, static seen => Assert.True(seen.Value == 1, $"{seen.Key} was seen {seen.Value} times."));
        Assert.Null(_disorder);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _watching;
        }
        catch (OperationCanceledException)
        {
            // As asked.
        }

        _http.Dispose();
        _stop.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await ReadAsync();
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                // The server is gone; it comes back.
            }

            Resumed++;
            await Task.Delay(Pause, _stop.Token);
        }
    }

    private async Task ReadAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql");
        const string query = "subscription($after: String) { alertRaised(after: $after) { id rule cursor } }";
        request.Content = new StringContent(JsonSerializer.Serialize(new { query, variables = new { after = _cursor } }), Encoding.UTF8, "application/json");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _stop.Token);
        if (!response.IsSuccessStatusCode) return;
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(_stop.Token));
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            if (!line.StartsWith("data: {", StringComparison.Ordinal)) continue;
            var message = JsonDocument.Parse(line[5..]).RootElement;
            if (message.TryGetProperty("errors", out var errors) && Passing.Contains(CodeOf(errors[0]))) return;
            Take(message);
        }
    }

    private static string? CodeOf(JsonElement error) => error.GetProperty("extensions").GetProperty("code").GetString();

    private void Take(JsonElement message)
    {
        Assert.False(message.TryGetProperty("errors", out var errors), errors.ToString());
        var alert = message.GetProperty("data").GetProperty("alertRaised");
        var cursor = alert.GetProperty("cursor").GetString()!;
        if (Number(cursor) <= Number(_cursor)) _disorder ??= $"cursor {cursor} came after {_cursor}";
        _cursor = cursor;
        _seen.AddOrUpdate($"{alert.GetProperty("rule").GetString()} {alert.GetProperty("id").GetString()}", 1, static (_, count) => count + 1);
    }

    private static long Number(string cursor) => long.Parse(cursor, CultureInfo.InvariantCulture);
}
