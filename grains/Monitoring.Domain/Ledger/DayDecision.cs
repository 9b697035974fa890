using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Detection;

namespace Monitoring.Domain.Ledger;

/// <summary>
/// Closes an account's days: at its first posting of a later day, or when the business day is declared closed. Rules of the calendar are
/// decided here, once for each day.
/// </summary>
public static class DayDecision
{
    /// <summary>
    /// A posting of <paramref name="date"/> comes next: closes the open day, and the month, when they lie before it. Where no rule of the
    /// calendar looks at the account nothing is recorded: the posting itself ends the day when it is folded.
    /// </summary>
    public static void Pass(Decision decision, DateOnly date)
    {
        var state = decision.State;
        if (state.Days.Day is not { } day || day >= date) return;
        if (!CalendarRules.LookAt(decision)) return;
        if (state.Days.OpenDay is not null) CloseOpenDay(decision, day);
        var monthEnd = EndOfMonth(day);
        if (monthEnd < date) CloseMonth(decision, monthEnd);
    }

    /// <summary>The business day <paramref name="date"/> is over for the whole bank.</summary>
    public static void Close(Decision decision, DateOnly date)
    {
        var state = decision.State;
        if (!state.Exists) return;
        if (state.Days.OpenDay is { } open && open <= date) CloseOpenDay(decision, open);
        // The end of input may come in a later month than the account's last posting.
        if (state.Days.Day is { } day && EndOfMonth(day) < date) CloseMonth(decision, EndOfMonth(day));
        if (date == EndOfMonth(date)) CloseMonth(decision, date);
    }

    private static void CloseOpenDay(Decision decision, DateOnly day)
    {
        decision.Record(new DayClosed(day));
        CalendarRules.FlatBalance(decision, day);
        if (day == EndOfMonth(day)) CalendarRules.ZeroOrEmpty(decision, day);
    }

    private static DateOnly EndOfMonth(DateOnly date) => DayBook.MonthOf(date).AddMonths(1).AddDays(-1);

    private static void CloseMonth(Decision decision, DateOnly monthEnd)
    {
        var state = decision.State;
        if (state.Account?.Kind != AccountKind.CorporateCurrent || state.LastClosed >= monthEnd || state.Days.Day > monthEnd) return;
        if (state.OpenedOn > monthEnd) return;
        decision.Record(new DayClosed(monthEnd));
        CalendarRules.ZeroOrEmpty(decision, monthEnd);
    }
}
