using System.Diagnostics.Metrics;
using Monitoring.Domain.Alert;

namespace Monitoring.Silo.Escalation;

/// <summary>
/// What the Escalation stage tells, on the meter <c>Monitoring</c>: all of it from the start, while it is zero, as who watches a counter
/// that begins with its first failure sees none. Thread-safe.
/// </summary>
public sealed class EscalationMetrics
{
    private readonly long[] _escalations = new long[AlertDecision.LevelMax + 1];
    private long _failures;
    private long _lateTicks;
    private int _openDays;
    private int _isClock;

    /// <summary>Creates the instruments.</summary>
    public EscalationMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Monitoring");
        meter.CreateObservableCounter(
            "monitoring.escalation.escalations", Escalations, "{alert}", "Alerts escalated by the clock, by level.");
        meter.CreateObservableCounter(
            "monitoring.escalation.failures", () => Volatile.Read(ref _failures), "{alert}",
            "Escalations that could not be written and are tried again.");
        meter.CreateObservableGauge(
            "monitoring.escalation.clock", () => Volatile.Read(ref _isClock), "{clock}",
            "1 in the process whose clock runs: it closes business days and escalates.");
        meter.CreateObservableGauge(
            "monitoring.escalation.lag", () => TimeSpan.FromTicks(Volatile.Read(ref _lateTicks)).TotalSeconds, "s",
            "How long the alert that waits longest to be escalated was overdue at the clock's last look.");
        meter.CreateObservableGauge(
            "monitoring.escalation.unclosed", () => Volatile.Read(ref _openDays), "{day}",
            "Business days that are over and were not closed at the clock's last look.");
    }

    internal void Escalated(int level) => Interlocked.Increment(ref _escalations[level]);

    internal void Failed() => Interlocked.Increment(ref _failures);

    /// <summary>Whose clock it is; what another's clock looks at is not told here.</summary>
    internal void Leads(bool isClock)
    {
        Volatile.Write(ref _isClock, isClock ? 1 : 0);
        if (isClock) return;
        Late(TimeSpan.Zero);
        DaysOpen(0);
    }

    internal void Late(TimeSpan longest) => Volatile.Write(ref _lateTicks, longest.Ticks);

    internal void DaysOpen(int days) => Volatile.Write(ref _openDays, days);

    private IEnumerable<Measurement<long>> Escalations() =>
        Enumerable.Range(1, AlertDecision.LevelMax).Select(
            level => new Measurement<long>(Volatile.Read(ref _escalations[level]), new KeyValuePair<string, object?>("level", level)));
}
