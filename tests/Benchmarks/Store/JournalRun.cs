using System.Diagnostics;
using System.Diagnostics.Metrics;
using Monitoring.Grains.Journal;
using Monitoring.Silo.Journal;
using Monitoring.Silo.Stores;

namespace Monitoring.Benchmarks.Store;

/// <summary>
/// The same postings through the journal, one a commit, each account with one commit in flight as its grain has, many accounts at once;
/// with or without asking first whether each posting id is known, as grains do.
/// </summary>
internal sealed class JournalRun(StoreOptions options, StoreWorkload workload, int lanes, bool withFacts) : IDisposable
{
    private readonly GrainHead[] _heads = new GrainHead[workload.Accounts];
    private readonly long[] _balance = new long[workload.Accounts];
    private readonly string[] _branch = [.. Enumerable.Range(0, workload.Accounts).Select(StoreWorkload.BranchOf)];
    private readonly MeterListener _listener = new();
    private long _transactions;
    private double _longest;

    /// <summary>Postings in a transaction, on average.</summary>
    public int PostingsPerTransaction => (int)Math.Max(1, workload.Count / Math.Max(1, _transactions));

    /// <summary>The longest transaction, seconds.</summary>
    public double Longest => _longest;

    /// <summary>The processor's time for them, all threads together.</summary>
    public TimeSpan Processor { get; private set; }

    /// <summary>Called when the accounts are open and the clock starts.</summary>
    public Action? Opened { get; set; }

    /// <summary>Commits all postings.</summary>
    /// <returns>How long it took, the opening of accounts not counted.</returns>
    public async Task<TimeSpan> RunAsync()
    {
        using var store = StoreServiceCollectionExtensions.Open(options);
        await Task.WhenAll(Enumerable.Range(0, workload.Accounts).Select(account => OpenAsync(store.Writer, account)));
        Listen();
        var byLane = new List<int>[lanes];
        for (var lane = 0; lane < lanes; lane++) byLane[lane] = [];
        for (var i = 0; i < workload.Count; i++) byLane[workload.AccountOf(i) % lanes].Add(i);
        Opened?.Invoke();
        var started = Stopwatch.GetTimestamp();
        var processor = Environment.CpuUsage.TotalTime;
        await Task.WhenAll(byLane.Select(postings => Task.Run(() => PostAsync(store, postings))));
        Processor = Environment.CpuUsage.TotalTime - processor;
        return Stopwatch.GetElapsedTime(started);
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private static GrainHead HeadOf(CommitResult result, string otherwise) =>
        result.Status == CommitStatus.Committed ? result.Head : throw new InvalidOperationException(otherwise);

    private async Task OpenAsync(JournalWriter journal, int account)
    {
        var result = await journal.CommitAsync(StoreWorkload.Opening(account));
        _heads[account] = HeadOf(result, "An account could not be opened.");
    }

    private async Task PostAsync(Monitoring.Silo.Stores.Store store, List<int> postings)
    {
        foreach (var posting in postings)
        {
            var account = workload.AccountOf(posting);
            var commit = workload.Posting(posting, _heads[account], _balance[account], _branch[account]);
            if (withFacts)
            {
                var facts = new FactsRequest
                {
                    GrainKey = _heads[account].Key,
                    Postings = [commit.Entries[0].PostingKey],
                    Known = new KnownPosting?[1],
                };
                await store.Reader.ReadFactsAsync(facts);
                if (facts.Known[0] is not null) throw new InvalidOperationException("A new posting is known.");
            }

            var result = await store.Writer.CommitAsync(commit);
            _heads[account] = HeadOf(result, "A posting was refused.");
            _balance[account] = commit.Columns.Balance;
        }
    }

    private void Listen()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == JournalMetrics.MeterName) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
        {
            if (instrument.Name == "journal.transactions") _transactions += value;
        });
        _listener.SetMeasurementEventCallback<double>((instrument, value, _, _) =>
        {
            if (instrument.Name == "journal.transaction.duration") _longest = Math.Max(_longest, value);
        });
        _listener.Start();
    }
}
