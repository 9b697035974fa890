using System.Diagnostics.Metrics;
using Monitoring.Contracts.Alert;

namespace Monitoring.Grains.Grain;

/// <summary>Counters of the Grain and Detection stages.</summary>
public sealed class GrainMetrics
{
    /// <summary>Name of the meter that all stages share.</summary>
    public const string MeterName = "Monitoring";

    private readonly Counter<long> _postings;
    private readonly Counter<long> _reloads;
    private readonly Counter<long> _alerts;
    private readonly Counter<long> _snapshots;
    private readonly Histogram<int> _batch;

    /// <summary>Creates the instruments.</summary>
    public GrainMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _postings = meter.CreateCounter<long>("monitoring.grain.postings", "{posting}", "Postings applied and durable.");
        _reloads = meter.CreateCounter<long>("monitoring.grain.reloads", "{reload}", "States thrown away and read again, by cause.");
        _snapshots = meter.CreateCounter<long>("monitoring.grain.snapshots", "{snapshot}", "Snapshots written.");
        _alerts = meter.CreateCounter<long>("monitoring.detection.alerts", "{alert}", "Alerts raised, by rule and severity.");
        _batch = meter.CreateHistogram<int>("monitoring.grain.batch", "{command}", "Commands decided together and committed at once.");
    }

    internal void Postings(int count) => _postings.Add(count);

    internal void Reloaded(string cause) => _reloads.Add(1, new KeyValuePair<string, object?>("cause", cause));

    internal void Snapshot() => _snapshots.Add(1);

    internal void Batch(int commands) => _batch.Record(commands);

    internal void Raised(AlertRecord alert) => _alerts.Add(
        1,
        new KeyValuePair<string, object?>("rule", alert.Rule.ToString()),
        new KeyValuePair<string, object?>("severity", alert.Severity.ToString()));
}
