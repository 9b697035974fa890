using Monitoring.Contracts.Alert;
using Monitoring.Models.Simulation;

namespace Monitoring.Models.Tests;

public sealed class EveryRulePresetTests(EveryRulePresetTests.Bank bank) : IClassFixture<EveryRulePresetTests.Bank>
{
    public static TheoryData<string, AlertRule> Rules => new()
    {
        { "M1", AlertRule.RapidRoundTrip },
        { "M2", AlertRule.LumpInPiecemealOut },
        { "M3", AlertRule.PiecemealInLumpOut },
        { "S1", AlertRule.DormantThenSudden },
        { "S3", AlertRule.UnrelatedCounterparty },
        { "S4", AlertRule.SelfOpenedThenLarge },
        { "F1", AlertRule.FlatBalance },
        { "F2", AlertRule.ZeroOrEmpty },
        { "B1", AlertRule.BalanceBreak },
        { "B2", AlertRule.Overdrawn },
        { "D1", AlertRule.SelfDealing },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void Nearly_all_clear_cases_of_a_rule_meet_its_plain_words_and_25_at_least(string rule, AlertRule live)
    {
        Assert.NotEqual(default, live);
        Check(rule, planted => bank.Plain[planted.Accounts[0]].Contains(rule));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Nearly_all_clear_cases_of_a_rule_raise_its_alert_in_the_platform_and_25_at_least(string rule, AlertRule live)
    {
        Check(rule, planted => bank.Live[planted.Accounts[0]].Any(alert => alert.Rule == live));
    }

    [Fact]
    public void Hardly_any_ordinary_account_is_flagged()
    {
        var involved = bank.Run.Cases.SelectMany(planted => planted.Accounts).ToHashSet();
        var ordinary = bank.Run.Accounts.Keys.Where(id => !involved.Contains(id)).ToList();
        var flagged = ordinary.Where(id => bank.Plain[id].Count > 0 || bank.Live[id].Count > 0).ToList();

        Assert.True(flagged.Count * 100 <= ordinary.Count, string.Join(", ", flagged.Select(Describe)));

        string Describe(string id)
        {
            string live = string.Join('+', bank.Live[id].Select(alert => alert.Rule));
            return $"{bank.Run.Accounts[id].Population} {id}: {string.Join('+', bank.Plain[id])} {live}";
        }
    }

    private void Check(string rule, Func<SimulatedCase, bool> caught)
    {
        var clear = bank.Run.Cases.Where(planted => planted.Rule == rule && planted.Clear).ToList();
        var missed = clear.Where(planted => !caught(planted)).ToList();

        Assert.True(clear.Count - missed.Count >= 25, $"{rule}: {clear.Count - missed.Count} of {clear.Count}");
        string misses = string.Join(", ", missed.Select(planted => $"{planted.CaseId} {planted.Pattern} {planted.Accounts[0]}"));
        Assert.True(missed.Count * 10 <= clear.Count, $"{rule} misses {misses}");
    }

    public sealed class Bank
    {
        public Bank()
        {
            var options = SimulationPresets.EveryRule();
            Run = new GatheredRun(options);
            var lastDay = DateOnly.FromDateTime(options.Start.DateTime).AddDays(options.Days!.Value - 1);
            var rules = new LiveRules(Run, lastDay);
            foreach (var account in Run.Accounts.Values)
            {
                Plain[account.Id] = new PlainRules(account, Run.Of(account.Id), options.Start).Fired();
                Live[account.Id] = rules.AlertsOn(account.Id);
            }
        }

        internal GatheredRun Run { get; }

        internal Dictionary<string, HashSet<string>> Plain { get; } = [];

        internal Dictionary<string, List<AlertRecord>> Live { get; } = [];
    }
}
