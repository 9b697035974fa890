using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Monitoring.Grains.Grain;
using Monitoring.Grains.Queries;

namespace Monitoring.Api.Metrics;

/// <summary>How far those who watch alerts are behind what is committed, on the meter <c>Monitoring</c>. Thread-safe.</summary>
public sealed class WatcherMetrics
{
    private readonly ConcurrentDictionary<Watcher, byte> _watchers = [];
    private readonly Histogram<double> _delay;
    private readonly IAlertFeed _feed;
    private readonly TimeProvider _clock;

    /// <summary>Creates the instruments.</summary>
    /// <param name="meters">Makes the meter.</param>
    /// <param name="feed">What is watched.</param>
    /// <param name="clock">The bank's clock.</param>
    public WatcherMetrics(IMeterFactory meters, IAlertFeed feed, TimeProvider clock)
    {
        (_feed, _clock) = (feed, clock);
        var meter = meters.Create(GrainMetrics.MeterName);
        _delay = meter.CreateHistogram<double>(
            "monitoring.alert.delay", "s",
            "From a change of an alert to its being handed to one who watches; without what was missed before.");
        meter.CreateObservableGauge(
            "monitoring.alert.cursor", () => _feed.LatestCursor, "{change}", "The newest change of an alert that this process knows of.");
        meter.CreateObservableGauge(
            "monitoring.alert.behind", () => _watchers.Keys.Select(watcher => watcher.Behind).DefaultIfEmpty().Max(), "{change}",
            "Changes of alerts that the slowest of those who watch has not taken yet.");
    }

    /// <summary>One more watches from a cursor on.</summary>
    internal Watcher Begin(long cursor) => new(this, cursor);

    /// <summary>One who watches; disposed of when it ends. Used by one caller at a time.</summary>
    internal sealed class Watcher : IDisposable
    {
        private readonly WatcherMetrics _owner;
        private readonly long _missedUpTo;
        private long _cursor;

        public Watcher(WatcherMetrics owner, long cursor)
        {
            (_owner, _cursor, _missedUpTo) = (owner, cursor, owner._feed.LatestCursor);
            owner._watchers.TryAdd(this, 0);
        }

        public long Behind => Math.Max(0, _owner._feed.LatestCursor - Volatile.Read(ref _cursor));

        /// <summary>A change is handed on, or is none of those asked for.</summary>
        public void Taken(AlertEventRow change)
        {
            Volatile.Write(ref _cursor, change.Cursor);
            if (change.Cursor > _missedUpTo) _owner._delay.Record(Math.Max(0, (_owner._clock.GetUtcNow() - change.At).TotalSeconds));
        }

        public void Dispose() => _owner._watchers.TryRemove(this, out _);
    }
}
