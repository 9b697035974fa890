namespace Monitoring.Models.Simulation;

/// <summary>What a life needs to know about the day it lives through.</summary>
internal readonly record struct Today
{
    /// <summary>Days since the first simulated day, history included.</summary>
    public required int Index { get; init; }

    /// <summary>Local midnight, in milliseconds of the simulator's own time line.</summary>
    public required long StartMs { get; init; }

    public required DateOnly Date { get; init; }

    /// <summary>The bank is open for business customers: no weekend, no public holiday.</summary>
    public required bool IsWorkday { get; init; }

    /// <summary>People travel: Spring Festival, Labour Day and the October week.</summary>
    public required bool IsFestival { get; init; }

    /// <summary>How much people spend on such a day, 1000 = usual.</summary>
    public required int SpendPermille { get; init; }

    /// <summary>Bit n: what is due on day n of a month is paid today (on the last workday before, if that day is none).</summary>
    public required uint DueMask { get; init; }

    public int Day => Date.Day;

    public int Month => Date.Month;

    /// <summary>Deposits bear interest on the 21st of the last month of a quarter.</summary>
    public bool IsInterestDay => Date.Day == 21 && Date.Month % 3 == 0;

    public bool IsDue(int dayOfMonth) => (DueMask >> dayOfMonth & 1) != 0;
}
