using Monitoring.Contracts.Grain;
using Monitoring.Domain.Ledger;

namespace Monitoring.Grains.Grain;

/// <summary>Reads the figures off a state.</summary>
internal static class FiguresOf
{
    /// <summary>The figures as of a business date.</summary>
    public static LedgerFigures State(LedgerState state, DateOnly today) => new()
    {
        Sequence = state.PostingSequence,
        PostingCount = state.PostingCount,
        Balance = state.Balance,
        Day = state.Days.Day,
        DayFlows = state.Days.DayFlows,
        MonthFlows = state.Days.MonthFlows,
        LastMovement = Instant(state.HighWater, state.HighWaterOffset),
        LastCustomerMovement = Instant(state.LastCustomerMovement, state.HighWaterOffset),
        Account = state.Account,
        Settlement = state.Settlement,
        MonthAverages = Averages(state, today),
        ModelScore = state.Detection.Score?.Value,
        ModelVersion = state.Detection.Score?.Version,
    };

    private static MonthAverage[] Averages(LedgerState state, DateOnly today)
    {
        var months = new SortedSet<DateOnly> { DayBook.MonthOf(today), DayBook.MonthOf(today).AddMonths(-1) };
        if (state.Days.Day is { } day)
        {
            months.Add(DayBook.MonthOf(day));
            months.Add(DayBook.MonthOf(day).AddMonths(-1));
        }

        return [.. months.Select(month => state.Days.AverageOf(month, today, state.Balance, state.OpenedOn)).OfType<MonthAverage>()];
    }

    private static DateTimeOffset? Instant(long ticks, short offsetMinutes) =>
        ticks == 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero).ToOffset(TimeSpan.FromMinutes(offsetMinutes));
}
