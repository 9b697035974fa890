namespace Monitoring.Domain.Calendar;

/// <summary>
/// The bank's calendar: time zone, day cut-off and business days. Immutable and thread-safe. A booking at or after the cut-off belongs to
/// the next calendar day's business date.
/// </summary>
public sealed class BankCalendar
{
    private readonly HashSet<DateOnly> _holidays;

    /// <summary>Creates a calendar.</summary>
    /// <param name="timeZone">The bank's zone.</param>
    /// <param name="dayCutoff">Local time from which bookings count for the next day; midnight when days end with the calendar's.</param>
    /// <param name="holidays">Days besides Saturdays and Sundays on which the bank does not work.</param>
    public BankCalendar(TimeZoneInfo timeZone, TimeOnly dayCutoff, IEnumerable<DateOnly>? holidays = null)
    {
        TimeZone = timeZone;
        DayCutoff = dayCutoff;
        _holidays = holidays?.ToHashSet() ?? [];
    }

    /// <summary>The bank's zone.</summary>
    public TimeZoneInfo TimeZone { get; }

    /// <summary>Local time from which bookings count for the next day; midnight when days end with the calendar's.</summary>
    public TimeOnly DayCutoff { get; }

    /// <summary>The business date of a booking.</summary>
    public DateOnly BusinessDateOf(DateTimeOffset bookedAt)
    {
        var local = TimeZoneInfo.ConvertTime(bookedAt, TimeZone).DateTime;
        var date = DateOnly.FromDateTime(local);
        return DayCutoff != TimeOnly.MinValue && TimeOnly.FromDateTime(local) >= DayCutoff ? date.AddDays(1) : date;
    }

    /// <summary>The instant at which a business date ends.</summary>
    public DateTimeOffset EndOf(DateOnly date)
    {
        return InZone((DayCutoff == TimeOnly.MinValue ? date.AddDays(1) : date).ToDateTime(DayCutoff));
    }

    /// <summary>Whether the bank works on a day: neither weekend nor holiday.</summary>
    public bool IsBusinessDay(DateOnly date) =>
        date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !_holidays.Contains(date);

    /// <summary>The same time of day <paramref name="days"/> business days later.</summary>
    /// <param name="from">Start.</param>
    /// <param name="days">Business days, not negative.</param>
    public DateTimeOffset AddBusinessDays(DateTimeOffset from, int days)
    {
        var local = TimeZoneInfo.ConvertTime(from, TimeZone).DateTime;
        for (var left = days; left > 0;)
        {
            local = local.AddDays(1);
            if (IsBusinessDay(DateOnly.FromDateTime(local))) left--;
        }

        return InZone(local);
    }

    /// <summary>The instant of a local time; of one inside the hour that a zone skips in spring, the end of that hour.</summary>
    private DateTimeOffset InZone(DateTime local)
    {
        if (TimeZone.IsInvalidTime(local)) local = local.AddTicks(-(local.Ticks % TimeSpan.TicksPerMinute));
        while (TimeZone.IsInvalidTime(local)) local = local.AddMinutes(1);
        return new DateTimeOffset(local, TimeZone.GetUtcOffset(local));
    }
}
