namespace Monitoring.Domain.Detection;

/// <summary>
/// When a flow is a habit and kept out of M1–M3: salary, pension, tax, loan repayment, utilities. A named party seen in the same direction
/// in several earlier months is one.
/// </summary>
public sealed class HabitParameters
{
    /// <summary>Earlier months in which the party must have been seen in the same direction.</summary>
    public int MonthsMin { get; init; } = 2;

    internal void Validate(List<string> errors) =>
        RuleParameters.Range(MonthsMin, 1, 60, "Habit", nameof(MonthsMin), errors);
}
