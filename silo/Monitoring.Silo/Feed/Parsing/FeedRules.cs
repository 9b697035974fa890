using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Calendar;

namespace Monitoring.Silo.Feed.Parsing;

/// <summary>What a record is held against besides its own form: the bank's clock and calendar. Thread-safe.</summary>
internal sealed class FeedRules(BankCalendar calendar, TimeProvider time)
{
    /// <summary>Days the sender's business date may lie from the one derived: a long holiday's backlog.</summary>
    public const int BusinessDateDaysMax = 7;

    public BankCalendar Calendar { get; } = calendar;

    /// <summary>Earliest booking taken.</summary>
    public DateTimeOffset BookedMin { get; } = StartOf(calendar, Limits.BookedYearMin);

    /// <summary>Latest instant a booking may carry now.</summary>
    public DateTimeOffset BookedMax() => time.GetUtcNow().AddHours(Limits.BookedAheadHoursMax);

    private static DateTimeOffset StartOf(BankCalendar calendar, int year)
    {
        var local = new DateTime(year, 1, 1);
        return new DateTimeOffset(local, calendar.TimeZone.GetUtcOffset(local));
    }
}
