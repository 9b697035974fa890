using System.Diagnostics.Metrics;

namespace Monitoring.Silo.Escalation;

/// <summary>Counters of the Escalation stage, on the meter <c>Monitoring</c>. Thread-safe.</summary>
public sealed class EscalationMetrics
{
    private readonly Counter<long> _escalations;
    private readonly Counter<long> _failures;

    /// <summary>Creates the instruments.</summary>
    public EscalationMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Monitoring");
        _escalations = meter.CreateCounter<long>(
            "monitoring.escalation.escalations", "{alert}", "Alerts escalated by the clock, by level.");
        _failures = meter.CreateCounter<long>(
            "monitoring.escalation.failures", "{alert}", "Escalations that could not be written and are tried again.");
    }

    internal void Escalated(int level) => _escalations.Add(1, new KeyValuePair<string, object?>("level", level));

    internal void Failed() => _failures.Add(1);
}
