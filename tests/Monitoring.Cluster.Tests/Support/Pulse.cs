using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Monitoring.EndToEnd.Faults;

namespace Monitoring.Cluster.Tests.Support;

/// <summary>
/// Sends one posting after the other to each of many accounts, steadily, and measures the longest that one had to be sent again and again
/// until it was taken: what a sender notices of a fault.
/// </summary>
internal sealed class Pulse : IAsyncDisposable
{
    /// <summary>Accounts, so that each silo has some of them.</summary>
    private const int Accounts = 32;

    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _stop = new();
    private readonly Auditor _auditor;
    private readonly SendGate _gate;
    private readonly HttpClient[] _http;
    private readonly Task _sending;
    private readonly Lock _lock = new();
    private readonly TimeSpan?[] _again = new TimeSpan?[Accounts];
    private long _fault;
    private TimeSpan _longest;
    private int _refusals;
    private long _sent;

    public Pulse(IReadOnlyList<Node> apis, Auditor auditor)
    {
        _auditor = auditor;
        _gate = new SendGate(Accounts);
        _http = [.. apis.Select(static api => new HttpClient { BaseAddress = api.Address, Timeout = Patience })];
        _sending = Task.WhenAll(Enumerable.Range(0, Accounts).Select(account => Task.Run(() => SendAsync(account))));
    }

    /// <summary>The longest that a posting waited since the last call of <see cref="Take"/>, and how often one was refused.</summary>
    public (TimeSpan Longest, int Refusals) Take()
    {
        lock (_lock)
        {
            var taken = (_longest, _refusals);
            (_longest, _refusals) = (TimeSpan.Zero, 0);
            return taken;
        }
    }

    /// <summary>Postings acknowledged.</summary>
    public long Acknowledged => Interlocked.Read(ref _sent);

    /// <summary>A fault comes now.</summary>
    public void Fault()
    {
        lock (_lock)
        {
            _fault = Stopwatch.GetTimestamp();
            Array.Clear(_again);
        }
    }

    /// <summary>
    /// Waits until of each account a posting was taken that was sent after the last <see cref="Fault"/>, and tells how long after it that
    /// was: the shortest first.
    /// </summary>
    public async Task<TimeSpan[]> RecoveredAsync()
    {
        using var poll = new PeriodicTimer(Every);
        while (await poll.WaitForNextTickAsync(_stop.Token))
        {
            if (_sending.IsFaulted) await _sending;
            lock (_lock)
            {
                if (Array.TrueForAll(_again, static again => again is not null)) return [.. _again.Select(static again => again!.Value).Order()];
            }
        }

        throw new OperationCanceledException(_stop.Token);
    }

    /// <summary>Waits until each account's postings were taken so many times more, on average.</summary>
    public async Task BeatAsync(int times)
    {
        var until = Acknowledged + (times * Accounts);
        using var poll = new PeriodicTimer(Every);
        while (Acknowledged < until && await poll.WaitForNextTickAsync(_stop.Token))
        {
            if (_sending.IsFaulted) await _sending;
        }
    }

    /// <summary>Holds it between two postings until the result is disposed of.</summary>
    public Task<IDisposable> HoldAsync() => _gate.HoldAsync(_stop.Token);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _sending;
        }
        catch (OperationCanceledException)
        {
            // As asked.
        }

        foreach (var http in _http) http.Dispose();
        _gate.Dispose();
        _stop.Dispose();
    }

    private async Task SendAsync(int account)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"PULSE-{account}");
        using var timer = new PeriodicTimer(Every);
        for (var number = 0; await timer.WaitForNextTickAsync(_stop.Token); number++)
        {
            using var place = await _gate.EnterAsync(_stop.Token);
            var posting = new SentPosting(string.Create(CultureInfo.InvariantCulture, $"{id}-{number}"), id, 1);
            var began = Stopwatch.GetTimestamp();
            while (!await TrySendAsync(_http[account % _http.Length], posting)) await Task.Delay(Pause, _stop.Token);
            Note(account, began);
            _auditor.Acknowledge(new Batch([], [posting]));
            Interlocked.Increment(ref _sent);
        }
    }

    private async Task<bool> TrySendAsync(HttpClient http, SentPosting posting)
    {
        var body =
            $$"""{"postingId":"{{posting.Id}}","account":"{{posting.Account}}","direction":"credit","amount":1,"currency":"CNY","bookedAt":"2026-11-20T08:15:30+08:00"}""";
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        try
        {
            using var response = await http.PostAsync("/feed/postings", content, _stop.Token);
            if (response.StatusCode == HttpStatusCode.OK) return true;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException
            || (exception is OperationCanceledException && !_stop.IsCancellationRequested))
        {
            // Sent again, as a refusal is.
        }

        lock (_lock) _refusals++;
        return false;
    }

    private void Note(int account, long began)
    {
        var waited = Stopwatch.GetElapsedTime(began);
        lock (_lock)
        {
            if (waited > _longest) _longest = waited;
            if (began >= _fault) _again[account] ??= Stopwatch.GetElapsedTime(_fault);
        }
    }
}
