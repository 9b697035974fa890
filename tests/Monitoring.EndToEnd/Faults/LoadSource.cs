using System.Threading.Channels;
using Monitoring.Models.Simulation;

namespace Monitoring.EndToEnd.Faults;

/// <summary>
/// A simulated bank's postings, cut into bodies of seeded lengths for several senders; an account is always the same sender's. Made while
/// they are sent, so that a long run needs no more memory than a short one.
/// </summary>
internal sealed class LoadSource : IAsyncDisposable
{
    /// <summary>Bodies made ahead for each sender.</summary>
    private const int Ahead = 4;

    private readonly Channel<Batch>[] _bodies;
    private readonly CancellationTokenSource _stop = new();
    private readonly Random _lengths;
    private readonly int _linesMax;
    private Task _pump = Task.CompletedTask;

    private LoadSource(int senders, int linesMax, int seed)
    {
        _bodies = [.. Enumerable.Range(0, senders).Select(static _ => Channel.CreateBounded<Batch>(Ahead))];
        _linesMax = linesMax;
        _lengths = new Random(seed);
    }

    public required byte[] Reference { get; init; }

    /// <summary>What each declared account starts with, minor units.</summary>
    public required IReadOnlyDictionary<string, long> OpeningBalances { get; init; }

    public IReadOnlyList<ChannelReader<Batch>> Senders => [.. _bodies.Select(static body => body.Reader)];

    public static LoadSource Of(SimulationOptions options, int senders, int linesMax, int seed)
    {
        var run = new Simulator(options).Start();
        var openings = new Dictionary<string, long>(StringComparer.Ordinal);
        using var reference = new MemoryStream();
        using (var writer = new NdjsonFeedWriter(reference))
        {
            foreach (var record in run.Reference())
            {
                writer.Write(record);
                if (record is SimulatedAccount account) openings[account.Id] = account.OpeningBalance;
            }
        }

        var source = new LoadSource(senders, linesMax, seed) { Reference = reference.ToArray(), OpeningBalances = openings };
        source._pump = Task.Run(() => source.PumpAsync(run));
        return source;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _pump;
        }
        catch (OperationCanceledException)
        {
            // Ended early, as a failed test does.
        }

        _stop.Dispose();
    }

    private async Task PumpAsync(SimulationRun run)
    {
        var drafts = _bodies.Select(body => new Draft(body.Writer, NextLength())).ToArray();
        try
        {
            foreach (var posting in run.History().Concat(run.Live()))
            {
                var draft = drafts[Shares.Of(posting.Account, drafts.Length)];
                if (!draft.Add(posting)) continue;
                await draft.SendAsync(NextLength(), _stop.Token);
            }

            foreach (var draft in drafts) await draft.SendAsync(0, _stop.Token);
        }
        finally
        {
            foreach (var body in _bodies) body.Writer.TryComplete();
        }
    }

    private int NextLength() => _lengths.Next(1, _linesMax + 1);

    /// <summary>A body in the making.</summary>
    private sealed class Draft(ChannelWriter<Batch> target, int length)
    {
        private readonly MemoryStream _body = new();
        private readonly List<SentPosting> _postings = [];
        private NdjsonFeedWriter? _writer;
        private int _length = length;

        /// <summary>Whether the body has its length now.</summary>
        public bool Add(SimulatedPosting posting)
        {
            (_writer ??= new NdjsonFeedWriter(_body)).Write(posting);
            _postings.Add(new SentPosting(posting.PostingId, posting.Account, posting.Signed));
            return _postings.Count == _length;
        }

        public async ValueTask SendAsync(int nextLength, CancellationToken cancellationToken)
        {
            if (_postings.Count == 0) return;
            _writer!.Flush();
            var batch = new Batch(_body.ToArray(), [.. _postings]);
            _body.SetLength(0);
            _postings.Clear();
            _length = nextLength;
            await target.WriteAsync(batch, cancellationToken);
        }
    }
}
