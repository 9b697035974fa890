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

    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly CancellationTokenSource _stop = new();
    private readonly Uri[] _addresses;
    private readonly ConcurrentDictionary<string, int> _seen = new(StringComparer.Ordinal);
    private readonly Task _watching;
    private CancellationTokenSource _reading = new();
    private string _cursor;
    private string? _disorder;

    /// <param name="address">The server.</param>
    /// <param name="after">The cursor it saw last.</param>
    public AlertWatcher(Uri address, string after = "0")
        : this([address], after)
    {
    }

    /// <param name="addresses">Servers of the same books: it comes back to the next one each time.</param>
    /// <param name="after">The cursor it saw last.</param>
    public AlertWatcher(IEnumerable<Uri> addresses, string after = "0")
    {
        _cursor = after;
        _addresses = [.. addresses];
        _watching = Task.Run(WatchAsync);
    }

    /// <summary>Times each alert was seen, by rule and id.</summary>
    public IReadOnlyDictionary<string, int> Seen => _seen;

    /// <summary>Times the stream broke off.</summary>
    public int Resumed { get; private set; }

    /// <summary>Breaks the stream off wherever it is, as a network may; it comes back by itself.</summary>
    public void BreakOff() => Volatile.Read(ref _reading).Cancel();

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
        _reading.Dispose();
        _stop.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            // One that was broken off is of no more use; whoever breaks off sees it until there is the next.
            var reading = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            Interlocked.Exchange(ref _reading, reading);
            try
            {
                await ReadAsync(reading.Token);
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException
                || (exception is OperationCanceledException && !_stop.IsCancellationRequested))
            {
                // The server is gone, and comes back; or it was broken off.
            }

            Resumed++;
            await Task.Delay(Pause, _stop.Token);
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_addresses[Resumed % _addresses.Length], "/graphql"));
        const string query = "subscription($after: String) { alertRaised(after: $after) { id rule cursor } }";
        request.Content = new StringContent(JsonSerializer.Serialize(new { query, variables = new { after = _cursor } }), Encoding.UTF8, "application/json");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode) return;
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
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
