using System.Diagnostics.Metrics;

namespace Monitoring.Silo.Feed;

/// <summary>The feed's instruments, on the meter <c>Monitoring</c>. Thread-safe.</summary>
public sealed class FeedMetrics
{
    private readonly Counter<long> _records;
    private readonly Counter<long> _rejections;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _turnedAway;
    private readonly Histogram<double> _duration;
    private readonly Meter _meter;
    private long _retries;

    /// <summary>Creates the instruments.</summary>
    public FeedMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("Monitoring");
        _records = _meter.CreateCounter<long>("monitoring.feed.records", "{record}", "Records answered, by kind and result.");
        _rejections = _meter.CreateCounter<long>("monitoring.feed.rejections", "{record}", "Records rejected, by code.");
        _bytes = _meter.CreateCounter<long>("monitoring.feed.bytes", "By", "Bytes of bodies read, unpacked.");
        // Told from the start, while it is zero: who watches a counter that begins with its first event sees none.
        _meter.CreateObservableCounter(
            "monitoring.feed.retries", () => Volatile.Read(ref _retries), "{call}",
            "Calls to grains made again after a failure that passes.");
        _turnedAway = _meter.CreateCounter<long>("monitoring.feed.turned_away", "{body}", "Bodies not taken to their end, by status.");
        _duration = _meter.CreateHistogram<double>(
            "monitoring.feed.body.duration", "s", "Time from a body's start to its answer, by kind.");
    }

    /// <summary>Shows how much is in flight, asked when it is read.</summary>
    internal void ShowInFlight(Func<int> places) =>
        _meter.CreateObservableUpDownCounter(
            "monitoring.feed.in_flight", places, "{record}", "Records that wait for a grain or its answer.");

    internal void Retried() => Interlocked.Increment(ref _retries);

    internal void Rejected(string code) => _rejections.Add(1, new KeyValuePair<string, object?>("code", code));

    internal void Ended(FeedKind kind, FeedResult result, TimeSpan elapsed)
    {
        var kindTag = new KeyValuePair<string, object?>("kind", kind == FeedKind.Postings ? "postings" : "reference");
        _records.Add(result.Accepted, kindTag, new("result", "accepted"));
        _records.Add(result.Duplicates, kindTag, new("result", "duplicate"));
        _records.Add(result.Rejected, kindTag, new("result", "rejected"));
        _bytes.Add(result.Bytes);
        _duration.Record(elapsed.TotalSeconds, kindTag);
        if (result.Status is not (FeedStatus.Completed or FeedStatus.LineTooLong))
        {
            _turnedAway.Add(1, new KeyValuePair<string, object?>("status", result.Status.ToString()));
        }
    }
}
