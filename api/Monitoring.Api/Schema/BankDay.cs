using System.Globalization;
using Monitoring.Domain.Calendar;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema;

/// <summary>What day it is in the bank. Thread-safe.</summary>
public sealed class BankDay(BankCalendar calendar, TimeProvider clock)
{
    /// <summary>The bank's clock, in its time zone.</summary>
    public DateTimeOffset Now => TimeZoneInfo.ConvertTime(clock.GetUtcNow(), calendar.TimeZone);

    /// <summary>The present business date.</summary>
    public DateOnly Today => calendar.BusinessDateOf(clock.GetUtcNow());

    /// <summary>The first day of a month given as 2026-11, or of the present one.</summary>
    /// <exception cref="GraphQLException">It is no month, or its averages are not kept.</exception>
    internal DateOnly MonthOf(string? month)
    {
        var current = new DateOnly(Today.Year, Today.Month, 1);
        if (month is null) return current;
        if (!DateOnly.TryParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked))
        {
            throw new GraphQLException("A month is written as 2026-11.", ApiCodes.InvalidMonth);
        }

        return asked >= current.AddMonths(-1)
            ? asked
            : throw new GraphQLException("Averages are kept for the current month and the one before.", ApiCodes.MonthNotKept);
    }
}
