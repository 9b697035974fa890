using Monitoring.EndToEnd.Faults;
using Monitoring.EndToEnd.Support;

namespace Monitoring.Cluster.Tests.Support;

/// <summary>A load over a cluster, through both api processes, watched at both, with an auditor who keeps books of his own.</summary>
internal sealed class ClusterLoad : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan WatchTimeout = TimeSpan.FromMinutes(3);

    private readonly ClusterRun _cluster;
    private readonly LoadSource _source;
    private readonly SendGate _gate;
    private readonly HttpClient[] _http;
    private readonly CancellationTokenSource _stop = new();
    private readonly AlertWatcher[] _watchers;
    private readonly AlertWatcher _roaming;
    private readonly Task[] _senders;
    private readonly Task _sending;
    private bool _isTold;

    private ClusterLoad(ClusterRun cluster, FaultRunOptions options, LoadSource source, Pace? pace)
    {
        (_cluster, _source) = (cluster, source);
        _gate = new SendGate(options.Senders);
        Auditor = new Auditor(source.OpeningBalances, account => Shares.Of(account, options.ListedOneIn) == 0);
        _http = [.. cluster.Apis.Select(static api => new HttpClient { BaseAddress = api.Address, Timeout = Patience })];
        _roaming = new AlertWatcher(cluster.Apis.Select(static api => api.Address));
        _watchers = [.. cluster.Apis.Select(static api => new AlertWatcher(api.Address)), _roaming];
        Pulse = new Pulse(cluster.Apis, Auditor);
        _senders = [.. source.Senders.Select((bodies, sender) =>
            Task.Run(() => new LoadSender(_http[sender % _http.Length], Auditor, _gate, Counts).RunAsync(pace?.Of(bodies, _stop.Token) ?? bodies, _stop.Token)))];
        _sending = Task.WhenAll(_senders);
    }

    public Auditor Auditor { get; }

    public SendCounts Counts { get; } = new();

    public Pulse Pulse { get; }

    /// <summary>Postings of the load, without the pulse's, acknowledged.</summary>
    public long Acknowledged => Auditor.Acknowledged - Pulse.Acknowledged;

    /// <summary>Processes that ended though nobody ended them.</summary>
    public IEnumerable<Node> Ended => _cluster.Silos.Concat(_cluster.Apis).Where(static node => node.Server is { HasExited: true });

    /// <summary>Alerts of the books, when it is finished.</summary>
    public int Alerts { get; private set; }

    /// <summary>Times that watchers had to come back.</summary>
    public int Resumed => _watchers.Sum(static watcher => watcher.Resumed);

    public static async Task<ClusterLoad> StartAsync(ClusterRun cluster, ClusterLoadSize size)
    {
        var options = size.Options;
        var source = LoadSource.Of(options.Bank, options.Senders, options.LinesMax, options.Seed);
        await cluster.Apis[0].Server!.SendAsync("/feed/reference", source.Reference);
        return new ClusterLoad(cluster, options, source, size.PerSecond is { } perSecond ? new Pace(perSecond) : null);
    }

    /// <summary>Waits until so many postings are acknowledged; fails when all are sent before.</summary>
    public async Task UntilAsync(long acknowledged)
    {
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (Acknowledged < acknowledged && await poll.WaitForNextTickAsync())
        {
            // A sender waits for the others' end to tell what it met; whoever waits here wants to know at once.
            if (_senders.FirstOrDefault(static sender => sender.IsFaulted) is { } failed)
            {
                _isTold = true;
                var written = _cluster.Apis.Concat(_cluster.Silos).Select(static node => $"{node.Name}:\n{node.Server?.Output}");
                throw new InvalidOperationException($"{failed.Exception!.InnerException!.Message}\n{string.Join('\n', written)}", failed.Exception);
            }

            Assert.False(_sending.IsCompleted && Acknowledged < acknowledged, "All was sent, and nothing happened.");
        }
    }

    /// <summary>Holds the senders, but not the pulse, between two bodies until the result is disposed of.</summary>
    public Task<IDisposable> HoldAsync() => _gate.HoldAsync(_stop.Token);

    /// <summary>Breaks off the stream of the watcher who comes back to the other api process.</summary>
    public void BreakOff() => _roaming.BreakOff();

    /// <summary>Waits for the last acknowledgement; then everything must be as if nothing had happened.</summary>
    public async Task FinishAsync()
    {
        await _sending;
        using var still = await Pulse.HoldAsync();
        foreach (var api in _cluster.Apis) await Auditor.CheckAsync(api.Server!, withPostings: true);
        var books = await Books.ReadAsync(_cluster.Apis[0].Server!);
        Assert.NotEmpty(books.Alerts);
        Alerts = books.Alerts.Count;
        foreach (var watcher in _watchers) await watcher.CheckAsync(books.Alerts, WatchTimeout);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Pulse.DisposeAsync();
        try
        {
            await _sending;
        }
        catch (Exception exception) when (exception is OperationCanceledException or HttpRequestException || _isTold)
        {
            // Ended early, as a failed test does; what failed it is told already.
        }

        foreach (var watcher in _watchers) await watcher.DisposeAsync();
        await _source.DisposeAsync();
        foreach (var http in _http) http.Dispose();
        _gate.Dispose();
        _stop.Dispose();
    }
}
