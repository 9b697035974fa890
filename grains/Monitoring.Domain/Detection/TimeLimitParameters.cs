using Monitoring.Contracts.Alert;
using Monitoring.Domain.Calendar;

namespace Monitoring.Domain.Detection;

/// <summary>How long an alert may stay at a level before the next one is called.</summary>
public sealed class TimeLimitParameters
{
    private const string Name = "TimeLimits";

    /// <summary>Hours for a critical alert.</summary>
    public int CriticalHours { get; init; } = 1;

    /// <summary>Hours for a high one.</summary>
    public int HighHours { get; init; } = 4;

    /// <summary>Business days for a medium one.</summary>
    public int MediumBusinessDays { get; init; } = 1;

    /// <summary>Business days for a low one.</summary>
    public int LowBusinessDays { get; init; } = 5;

    /// <summary>When an alert that is at a level since <paramref name="from"/> is due.</summary>
    public DateTimeOffset DueAt(Severity severity, DateTimeOffset from, BankCalendar calendar) => severity switch
    {
        Severity.Critical => from.AddHours(CriticalHours),
        Severity.High => from.AddHours(HighHours),
        Severity.Medium => calendar.AddBusinessDays(from, MediumBusinessDays),
        _ => calendar.AddBusinessDays(from, LowBusinessDays),
    };

    internal void Validate(List<string> errors)
    {
        RuleParameters.Range(CriticalHours, 1, 24 * 31, Name, nameof(CriticalHours), errors);
        RuleParameters.Range(HighHours, 1, 24 * 31, Name, nameof(HighHours), errors);
        RuleParameters.Range(MediumBusinessDays, 1, 366, Name, nameof(MediumBusinessDays), errors);
        RuleParameters.Range(LowBusinessDays, 1, 366, Name, nameof(LowBusinessDays), errors);
    }
}
