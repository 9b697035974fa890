using Monitoring.Contracts.Alert;
using Monitoring.Models.Metrics;

namespace Monitoring.Models.Evaluation;

/// <summary>Figures over one or more simulated banks that were replayed with the same model.</summary>
/// <param name="banks">The banks.</param>
public sealed class EvaluationFigures(IReadOnlyList<BankResult> banks)
{
    /// <summary>A suspicion is worked on for so long; the same one after that is another alert.</summary>
    private static readonly long AlertLifeTicks = TimeSpan.FromDays(30).Ticks;

    /// <summary>Planted cases of all banks.</summary>
    public IReadOnlyList<CaseResult> Cases { get; } = [.. banks.SelectMany(static bank => bank.Cases)];

    /// <summary>Share of the ordinary accounts that rules flagged.</summary>
    public double FlaggedByRules => ShareOf(static trail => trail.FlaggedByRules);

    private int OrdinaryCount { get; } = banks.Sum(static bank => bank.OrdinaryCount);

    private IEnumerable<AccountTrail> Ordinary => banks.SelectMany(static bank => bank.Ordinary);

    /// <summary>Share of the ordinary accounts for which something holds.</summary>
    public double ShareOf(Func<AccountTrail, bool> holds) => (double)Ordinary.Count(holds) / OrdinaryCount;

    /// <summary>Share of the ordinary accounts that the model flags at a threshold.</summary>
    public double FlaggedByModel(float threshold) => ShareOf(trail => trail.Highest >= threshold);

    /// <summary>Share of the ordinary accounts that rules or model flag at a threshold.</summary>
    public double FlaggedByBoth(float threshold) => ShareOf(trail => trail.FlaggedByRules || trail.Highest >= threshold);

    /// <summary>The lowest threshold at which the model flags at most a share of the ordinary accounts.</summary>
    public float ModelThreshold(double share) => ThresholdOf(static _ => true, share * OrdinaryCount);

    /// <summary>
    /// The lowest threshold at which rules and model together flag at most a share of the ordinary accounts; above 1 when rules alone
    /// flag more.
    /// </summary>
    public float BothThreshold(double share) =>
        ThresholdOf(static trail => !trail.FlaggedByRules, (share * OrdinaryCount) - Ordinary.Count(static trail => trail.FlaggedByRules));

    /// <summary>Share of the cases, among those asked for, that are caught.</summary>
    public double Recall(Func<CaseResult, bool> caught, Func<CaseResult, bool>? among = null)
    {
        var asked = among is null ? Cases : [.. Cases.Where(among)];
        return asked.Count == 0 ? double.NaN : (double)asked.Count(caught) / asked.Count;
    }

    /// <summary>Area under the precision–recall curve over accounts: main accounts of cases against ordinary ones.</summary>
    /// <param name="rank">What accounts are ranked by.</param>
    public double PrecisionRecallArea(Func<AccountTrail, double> rank)
    {
        var positives = banks.SelectMany(static bank => bank.Mains).Select(trail => new Scored(rank(trail), Positive: true));
        var silent = OrdinaryCount - Ordinary.Count();
        var negatives = Ordinary.Select(trail => new Scored(rank(trail), Positive: false));
        return RankingMetrics.AveragePrecision(positives.Concat(negatives).Append(new Scored(0, Positive: false, silent)));
    }

    /// <summary>Share of the accounts flagged by a rule that were main accounts of cases, per rule.</summary>
    public IReadOnlyDictionary<AlertRule, double> RulePrecision()
    {
        var mains = CountByRule(banks.SelectMany(static bank => bank.Mains));
        var ordinary = CountByRule(Ordinary);
        return Enum.GetValues<AlertRule>().Where(rule => mains.ContainsKey(rule) || ordinary.ContainsKey(rule)).ToDictionary(
            static rule => rule,
            rule => (double)mains.GetValueOrDefault(rule) / (mains.GetValueOrDefault(rule) + ordinary.GetValueOrDefault(rule)));
    }

    /// <summary>Calibration error over scored postings: all of them, and those that the model thinks anything of.</summary>
    /// <param name="from">Least score looked at.</param>
    public double CalibrationError(double from) =>
        RankingMetrics.CalibrationError(banks.SelectMany(static bank => bank.PostingScores).Where(row => row.Score >= from));

    /// <summary>Average precision over scored postings.</summary>
    public double PostingAveragePrecision() => RankingMetrics.AveragePrecision(banks.SelectMany(static bank => bank.PostingScores));

    /// <summary>Alerts of rules for every 1,000 accounts and month; an alert lives for 30 days.</summary>
    public double RuleAlerts() => PerThousandAndMonth(trail => trail.Signals.Where(static signal => !signal.ListOnly)
        .GroupBy(static signal => signal.Rule).Sum(static rule => Lives(rule.Select(static signal => signal.At))));

    /// <summary>The same of the model at a threshold.</summary>
    public double ModelAlerts(float threshold) => PerThousandAndMonth(
        trail => Lives(trail.Scores.Points.Where(point => point.Score >= threshold).Select(static point => point.At)));

    private static Dictionary<AlertRule, int> CountByRule(IEnumerable<AccountTrail> trails) => trails
        .SelectMany(static trail => trail.Signals.Where(static signal => !signal.ListOnly).Select(static signal => signal.Rule).Distinct())
        .GroupBy(static rule => rule).ToDictionary(static group => group.Key, static group => group.Count());

    private static int Lives(IEnumerable<long> instants)
    {
        var (lives, until) = (0, long.MinValue);
        foreach (var at in instants.Order())
        {
            if (at < until) continue;
            lives++;
            until = at + AlertLifeTicks;
        }

        return lives;
    }

    private double PerThousandAndMonth(Func<AccountTrail, int> alerts) =>
        1000.0 * banks.Sum(bank => bank.All.Sum(alerts)) / banks.Sum(static bank => bank.Accounts * bank.Months);

    private float ThresholdOf(Func<AccountTrail, bool> among, double allowed)
    {
        if (allowed < 0) return float.PositiveInfinity;
        var scores = Ordinary.Where(among).Select(static trail => trail.Highest).OrderDescending().ToArray();
        var index = (int)allowed;
        return index >= scores.Length ? float.Epsilon : MathF.BitIncrement(scores[index]);
    }
}
