using System.Diagnostics.Metrics;

namespace Monitoring.Silo.Journal;

/// <summary>What the writer counts.</summary>
internal sealed class JournalMetrics : IDisposable
{
    /// <summary>Name under which a listener finds it.</summary>
    public const string MeterName = "Monitoring.Journal";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _entries;
    private readonly Counter<long> _transactions;
    private readonly Histogram<double> _duration;
    private readonly Histogram<long> _group;
    private long _conflicts;
    private long _failures;

    public JournalMetrics(Func<int> queueLength)
    {
        _entries = _meter.CreateCounter<long>("journal.entries", "{entry}", "Entries made durable.");
        _transactions = _meter.CreateCounter<long>("journal.transactions", "{transaction}", "Transactions made durable.");
        // Told from the start, while they are zero: who watches a counter that begins with its first failure sees none.
        _meter.CreateObservableCounter(
            "journal.conflicts", () => Volatile.Read(ref _conflicts), "{commit}", "Decisions whose grain must decide again.");
        _meter.CreateObservableCounter(
            "journal.failures", () => Volatile.Read(ref _failures), "{transaction}", "Transactions that could not be written.");
        _duration = _meter.CreateHistogram<double>("journal.transaction.duration", "s", "Time from the first row to the end of the sync.");
        _group = _meter.CreateHistogram<long>("journal.transaction.entries", "{entry}", "Entries of a transaction.");
        _meter.CreateObservableGauge("journal.queue.length", queueLength, "{commit}", "Decisions that wait for the writer.");
    }

    public void Committed(long entries, TimeSpan duration)
    {
        _entries.Add(entries);
        _transactions.Add(1);
        _group.Record(entries);
        _duration.Record(duration.TotalSeconds);
    }

    public void Conflicted(int commits) => Interlocked.Add(ref _conflicts, commits);

    public void Failed() => Interlocked.Increment(ref _failures);

    public void Dispose() => _meter.Dispose();
}
