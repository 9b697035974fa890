using Monitoring.Models.Simulation;

namespace Monitoring.Models.Tests;

public sealed class BankCalendarTests
{
    [Theory]
    [InlineData("2025-01-27", true)]
    [InlineData("2025-01-28", false)]
    [InlineData("2025-02-03", false)]
    [InlineData("2025-02-04", true)]
    [InlineData("2025-10-01", false)]
    [InlineData("2025-10-08", true)]
    [InlineData("2025-11-22", false)]
    public void Weekends_and_festivals_are_no_workdays(string date, bool isWorkday) =>
        Assert.Equal(isWorkday, BankCalendar.IsWorkday(DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void What_is_due_on_a_day_of_rest_is_paid_once_on_the_workday_before()
    {
        var first = new DateOnly(2025, 1, 1);
        for (int due = 1; due <= 28; due++)
        {
            int paid = Enumerable.Range(0, 365).Count(day => BankCalendar.DayAt(day, first, 0).IsDue(due));

            Assert.InRange(paid, 11, 13);
        }
    }
}
