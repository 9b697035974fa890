using Monitoring.Contracts.Alert;
using Monitoring.Models.Simulation;

namespace Monitoring.Models.Evaluation;

/// <summary>What became of a planted case.</summary>
/// <param name="case">The case.</param>
/// <param name="trails">What was said of its accounts.</param>
public sealed class CaseResult(SimulatedCase @case, IReadOnlyList<AccountTrail> trails)
{
    /// <summary>A rule of the calendar speaks at the end of its month.</summary>
    private static readonly TimeSpan CalendarGrace = TimeSpan.FromDays(32);

    /// <summary>A day's end is decided when the next day begins for the account.</summary>
    private static readonly TimeSpan DayGrace = TimeSpan.FromDays(1);

    /// <summary>The case.</summary>
    public SimulatedCase Case { get; } = @case;

    /// <summary>Whether it hides: it is out of the reach of the rule meant for it, or no rule is.</summary>
    public bool IsDisguised => !Case.Clear;

    /// <summary>When a rule first spoke of one of its accounts while it went on, UTC ticks.</summary>
    public long? FirstRule { get; } = FirstSignal(@case, trails);

    /// <summary>Highest score of one of its accounts while it went on.</summary>
    public float Highest { get; } = HighestOf(@case, trails.Select(static trail => trail.Scores));

    /// <summary>The same had the model looked at every posting.</summary>
    public float HighestOfAll { get; } = HighestOf(@case, trails.Select(static trail => trail.AllScores));

    /// <summary>Whether a rule spoke.</summary>
    public bool ByRules => FirstRule is not null;

    /// <summary>Whether the score reached a threshold.</summary>
    public bool ByModel(float threshold) => Highest >= threshold;

    /// <summary>When the score first reached a threshold, UTC ticks.</summary>
    public long? FirstScore(float threshold) =>
        trails.Select(trail => trail.Scores.FirstReached(threshold, Case.From.UtcTicks, (Case.To + DayGrace).UtcTicks)).Min();

    /// <summary>When it first would have, had the model looked at every posting.</summary>
    public long? FirstScoreOfAll(float threshold) =>
        trails.Select(trail => trail.AllScores.FirstReached(threshold, Case.From.UtcTicks, (Case.To + DayGrace).UtcTicks)).Min();

    private static float HighestOf(SimulatedCase planted, IEnumerable<DailyScores> scores) =>
        scores.Select(one => one.HighestBetween(planted.From.UtcTicks, (planted.To + DayGrace).UtcTicks)).DefaultIfEmpty(0).Max();

    private static long? FirstSignal(SimulatedCase planted, IReadOnlyList<AccountTrail> trails)
    {
        long? first = null;
        var grace = planted.Pattern == PatternKind.ZeroOrEmpty ? CalendarGrace : DayGrace;
        foreach (var signal in trails.SelectMany(static trail => trail.Signals))
        {
            // The monthly list counts for the accounts it is made for, and for nothing else.
            if (signal.ListOnly && planted.Pattern != PatternKind.ZeroOrEmpty) continue;
            if (signal.Rule == AlertRule.Model) continue;
            if (signal.At < planted.From.UtcTicks || signal.At > (planted.To + grace).UtcTicks) continue;
            first = first is { } earlier ? Math.Min(earlier, signal.At) : signal.At;
        }

        return first;
    }
}
