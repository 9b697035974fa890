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
    /// <param name="dayCutoff">Local time from which bookings count for the next day.</param>
    /// <param name="holidays">Days besides Saturdays and Sundays on which the bank does not work.</param>
    public BankCalendar(TimeZoneInfo timeZone, TimeOnly dayCutoff, IEnumerable<DateOnly>? holidays = null)
    {
        TimeZone = timeZone;
        DayCutoff = dayCutoff;
        _holidays = holidays?.ToHashSet() ?? [];
    }

    /// <summary>The bank's zone.</summary>
    public TimeZoneInfo TimeZone { get; }

    /// <summary>Local time from which bookings count for the next day.</summary>
    public TimeOnly DayCutoff { get; }

    /// <summary>The business date of a booking.</summary>
    public DateOnly BusinessDateOf(DateTimeOffset bookedAt)
    {
        var local = TimeZoneInfo.ConvertTime(bookedAt, TimeZone).DateTime;
        var date = DateOnly.FromDateTime(local);
        return TimeOnly.FromDateTime(local) >= DayCutoff ? date.AddDays(1) : date;
    }

    /// <summary>The instant at which a business date ends.</summary>
    public DateTimeOffset EndOf(DateOnly date)
    {
        var local = date.ToDateTime(DayCutoff);
        // A cut-off inside the hour that a zone skips in spring does not exist; the day then ends an hour later.
        if (TimeZone.IsInvalidTime(local)) local = local.AddHours(1);
        return new DateTimeOffset(local, TimeZone.GetUtcOffset(local));
    }

    /// <summary>Whether the bank works on a day: neither weekend nor holiday.</summary>
    public bool IsBusinessDay(DateOnly date) =>
        date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !_holidays.Contains(date);

    /// <summary>The same time of day <paramref name="days"/> business days later.</summary>
    /// <param name="from">Start.</param>
    /// <param name="days">Business days, not negative.</param>
    public DateTimeOffset AddBusinessDays(DateTimeOffset from, int days)
    {
        var local = TimeZoneInfo.ConvertTime(from, TimeZone);
        for (var left = days; left > 0;)
        {
            local = local.AddDays(1);
            if (IsBusinessDay(DateOnly.FromDateTime(local.DateTime))) left--;
        }

        return local;
    }
}
