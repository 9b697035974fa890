namespace Monitoring.Models.Simulation;

/// <summary>The simulator's time line: milliseconds of local time since year 1, all at one offset.</summary>
internal static class Instants
{
    public const long SecondMs = 1000;
    public const long MinuteMs = 60 * SecondMs;
    public const long HourMs = 60 * MinuteMs;
    public const long DayMs = 24 * HourMs;

    public static long FromInstant(DateTimeOffset instant) => instant.Ticks / TimeSpan.TicksPerMillisecond;

    public static DateTimeOffset ToInstant(long ms, TimeSpan offset) => new(ms * TimeSpan.TicksPerMillisecond, offset);

    public static long Midnight(DateOnly date) => date.DayNumber * DayMs;
}
