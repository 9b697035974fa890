using Monitoring.Contracts.Alert;

namespace Monitoring.Domain.Detection;

/// <summary>
/// How much an account's open alerts and the model's score weigh together: <c>1 - ∏(1 - w)</c> with one weight <c>w</c> for each severity, as
/// if each open alert were an independent chance that something is wrong, and half the model's score as one more. 0 without alerts and score,
/// below 1 always, and never lower for one more alert or a higher score.
/// </summary>
public static class RiskScore
{
    /// <summary>Weight of a model's score of 1: that of a high alert, since a model's certainty is no finding.</summary>
    private const double ModelWeight = 0.5;

    /// <summary>The score of the severities of an account's open alerts and the model's score, 0 to 1.</summary>
    /// <param name="open">One severity for each open alert; the order does not matter.</param>
    /// <param name="modelScore">The model's score, 0 to 1; <c>null</c> for none.</param>
    public static double Of(IEnumerable<Severity> open, double? modelScore = null)
    {
        // Counted first, so that the same alerts give the same score to the last bit in any order.
        Span<int> counts = stackalloc int[(int)Severity.Critical + 1];
        foreach (var severity in open) counts[(int)severity]++;
        var clear = 1.0;
        for (var severity = (int)Severity.Low; severity < counts.Length; severity++)
        {
            clear *= Math.Pow(1 - WeightOf((Severity)severity), counts[severity]);
        }

        clear *= 1 - (ModelWeight * (modelScore ?? 0));
        return Math.Min(1 - clear, Math.BitDecrement(1.0));
    }

    /// <summary>The weight of one open alert, 0 to 1: each step of severity weighs about twice the one before.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such severity.</exception>
    public static double WeightOf(Severity severity) => severity switch
    {
        Severity.Low => 0.1,
        Severity.Medium => 0.25,
        Severity.High => 0.5,
        Severity.Critical => 0.8,
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, "Unknown severity."),
    };
}
