using Monitoring.Contracts.Alert;

namespace Monitoring.Models.Evaluation;

/// <summary>Ranks accounts by what was said of them, as if rules and model spoke independently of each other.</summary>
/// <param name="rulePrecision">How often each rule was right in training.</param>
public sealed class AccountRanks(IReadOnlyDictionary<AlertRule, double> rulePrecision)
{
    /// <summary>Of a rule that training never saw fire nothing is known.</summary>
    private const double NoPrecision = 0.5;

    /// <summary>By rules alone.</summary>
    public double ByRules(AccountTrail trail)
    {
        ArgumentNullException.ThrowIfNull(trail);
        var innocent = 1.0;
        foreach (var rule in trail.Signals.Where(static signal => !signal.ListOnly).Select(static signal => signal.Rule).Distinct())
        {
            innocent *= 1 - rulePrecision.GetValueOrDefault(rule, NoPrecision);
        }

        return 1 - innocent;
    }

    /// <summary>By rules and model.</summary>
    public double ByBoth(AccountTrail trail) => 1 - ((1 - ByRules(trail)) * (1 - trail.Highest));
}
