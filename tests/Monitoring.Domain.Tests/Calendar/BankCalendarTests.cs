using System.Globalization;
using Monitoring.Contracts.Alert;
using Monitoring.Domain.Calendar;
using Monitoring.Domain.Detection;
using Monitoring.Domain.Tests.Support;

namespace Monitoring.Domain.Tests.Calendar;

public sealed class BankCalendarTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("2026-03-02T21:59:59.999+08:00", "2026-03-02")]
    [InlineData("2026-03-02T22:00:00+08:00", "2026-03-03")]
    [InlineData("2026-03-02T13:59:59Z", "2026-03-02")]
    [InlineData("2026-03-02T14:00:00Z", "2026-03-03")]
    [InlineData("2025-12-31T23:00:00+08:00", "2026-01-01")]
    [InlineData("2026-03-02T00:00:00+08:00", "2026-03-02")]
    public void A_booking_belongs_to_the_next_day_from_the_cut_off_on(string bookedAt, string date) =>
        Assert.Equal(DateOnly.Parse(date, CultureInfo.InvariantCulture), Books.Shanghai.BusinessDateOf(DateTimeOffset.Parse(bookedAt, CultureInfo.InvariantCulture)));

    [Fact]
    public void A_cut_off_at_midnight_means_calendar_days()
    {
        var calendar = new BankCalendar(Berlin, TimeOnly.MinValue);

        Assert.Equal(new DateOnly(2026, 3, 2), calendar.BusinessDateOf(DateTimeOffset.Parse("2026-03-02T00:00:00+01:00", CultureInfo.InvariantCulture)));
        Assert.Equal(DateTimeOffset.Parse("2026-03-03T00:00:00+01:00", CultureInfo.InvariantCulture), calendar.EndOf(new DateOnly(2026, 3, 2)));
    }

    [Theory]
    [InlineData("Asia/Shanghai", "22:00")]
    [InlineData("Europe/Berlin", "22:00")]
    [InlineData("Europe/Berlin", "02:30")]
    [InlineData("Europe/Berlin", "03:00")]
    [InlineData("Australia/Lord_Howe", "02:15")]
    [InlineData("America/New_York", "00:00")]
    public void The_end_of_a_day_is_where_bookings_change_date(string zone, string cutoff)
    {
        var calendar = new BankCalendar(TimeZoneInfo.FindSystemTimeZoneById(zone), TimeOnly.Parse(cutoff, CultureInfo.InvariantCulture));
        for (var date = new DateOnly(2026, 1, 1); date.Year == 2026; date = date.AddDays(1))
        {
            var end = calendar.EndOf(date);
            // An hour that comes twice in autumn has the cut-off twice; the day ends for good with the second.
            Assert.Equal(date.AddDays(1), calendar.BusinessDateOf(end));
            Assert.Equal(date, calendar.BusinessDateOf(end.AddTicks(-1)));
        }
    }

    [Theory]
    [InlineData("2026-03-02T10:00:00+08:00", 1, "2026-03-03T10:00:00+08:00")]
    [InlineData("2026-03-06T10:00:00+08:00", 1, "2026-03-09T10:00:00+08:00")]
    [InlineData("2026-03-07T10:00:00+08:00", 1, "2026-03-09T10:00:00+08:00")]
    [InlineData("2026-03-06T10:00:00+08:00", 5, "2026-03-13T10:00:00+08:00")]
    [InlineData("2026-04-30T10:00:00+08:00", 1, "2026-05-06T10:00:00+08:00")]
    [InlineData("2026-03-06T10:00:00+08:00", 0, "2026-03-06T10:00:00+08:00")]
    public void Business_days_skip_weekends_and_holidays(string from, int days, string to)
    {
        var calendar = new BankCalendar(
            Books.Shanghai.TimeZone, new TimeOnly(22, 0), [new DateOnly(2026, 5, 1), new DateOnly(2026, 5, 4), new DateOnly(2026, 5, 5)]);

        Assert.Equal(DateTimeOffset.Parse(to, CultureInfo.InvariantCulture), calendar.AddBusinessDays(DateTimeOffset.Parse(from, CultureInfo.InvariantCulture), days));
    }

    [Fact]
    public void Business_days_keep_the_time_of_day_when_the_clocks_change() =>
        Assert.Equal(
            DateTimeOffset.Parse("2026-03-30T10:00:00+02:00", CultureInfo.InvariantCulture),
            new BankCalendar(Berlin, new TimeOnly(22, 0)).AddBusinessDays(DateTimeOffset.Parse("2026-03-27T10:00:00+01:00", CultureInfo.InvariantCulture), 1));

    [Theory]
    [InlineData(Severity.Critical, "2026-03-06T11:00:00+08:00")]
    [InlineData(Severity.High, "2026-03-06T14:00:00+08:00")]
    [InlineData(Severity.Medium, "2026-03-09T10:00:00+08:00")]
    [InlineData(Severity.Low, "2026-03-13T10:00:00+08:00")]
    public void Severity_sets_the_time_limit(Severity severity, string due) =>
        Assert.Equal(
            DateTimeOffset.Parse(due, CultureInfo.InvariantCulture),
            new TimeLimitParameters().DueAt(severity, DateTimeOffset.Parse("2026-03-06T10:00:00+08:00", CultureInfo.InvariantCulture), Books.Shanghai));
}
