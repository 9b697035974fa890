using Monitoring.Contracts.Alert;
using Monitoring.Models.Simulation;

namespace Monitoring.Models.Tests;

/// <summary>What rules alone make of a bank for models: they catch whoever does not hide, and leave something to learn.</summary>
[Collection(ModelBank.Name)]
public sealed class RuleReachTests(ModelBank bank)
{
    [Fact]
    public void Rules_catch_most_plain_cases_miss_most_of_those_that_hide_and_flag_few_ordinary_accounts()
    {
        var flagged = Flagged();
        var ruled = bank.Run.Cases.Where(planted => planted.Rule is not null).ToList();
        var (plain, hidden) = (ruled.Where(planted => planted.Disguise == Disguise.None), ruled.Where(planted => planted.Disguise != Disguise.None));
        int ordinary = bank.Run.Accounts.Keys.Count(id => !bank.Involved.Contains(id));

        Assert.InRange(Caught(plain), 85, 100);
        Assert.InRange(Caught(hidden), 0, 45);
        Assert.InRange(flagged.Count(id => !bank.Involved.Contains(id)) * 1000 / ordinary, 1, 9);

        int Caught(IEnumerable<SimulatedCase> cases) =>
            cases.Count(planted => flagged.Contains(planted.Accounts[0])) * 100 / cases.Count();
    }

    /// <summary>Accounts with an alert in the live feed: lines of the monthly list are none.</summary>
    private HashSet<string> Flagged()
    {
        var lastDay = DateOnly.FromDateTime(bank.Options.Start.DateTime).AddDays(bank.Options.Days!.Value - 1);
        var rules = new LiveRules(bank.Run, lastDay);
        return [.. bank.Run.Accounts.Keys.Where(id => rules.AlertsOn(id).Exists(alert => alert.Rule != AlertRule.ZeroOrEmpty))];
    }
}
