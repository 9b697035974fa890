using Monitoring.Models.Simulation;

namespace Monitoring.Models.Tests;

public sealed class EveryRulePresetTests(EveryRulePresetTests.Bank bank) : IClassFixture<EveryRulePresetTests.Bank>
{
    [Theory]
    [InlineData("M1")]
    [InlineData("M2")]
    [InlineData("M3")]
    [InlineData("S1")]
    [InlineData("S3")]
    [InlineData("S4")]
    [InlineData("F1")]
    [InlineData("F2")]
    [InlineData("B1")]
    [InlineData("B2")]
    [InlineData("D1")]
    public void Every_rule_meets_its_plain_words_on_nearly_all_of_its_clear_cases_and_on_25_at_least(string rule)
    {
        var clear = bank.Run.Cases.Where(planted => planted.Rule == rule && planted.Clear).ToList();
        var missed = clear.Where(planted => !bank.Fired[planted.Accounts[0]].Contains(rule)).ToList();

        Assert.True(clear.Count - missed.Count >= 25, $"{rule}: {clear.Count - missed.Count} of {clear.Count}");
        string misses = string.Join(", ", missed.Select(planted => $"{planted.CaseId} {planted.Pattern} {planted.Accounts[0]}"));
        Assert.True(missed.Count * 10 <= clear.Count, $"{rule} misses {misses}");
    }

    [Fact]
    public void Hardly_any_ordinary_account_is_flagged()
    {
        var involved = bank.Run.Cases.SelectMany(planted => planted.Accounts).ToHashSet();
        var ordinary = bank.Fired.Where(entry => !involved.Contains(entry.Key)).ToList();
        var flagged = ordinary.Where(entry => entry.Value.Count > 0).ToList();

        Assert.True(flagged.Count * 100 <= ordinary.Count, string.Join(", ", flagged.Select(Describe)));

        string Describe(KeyValuePair<string, HashSet<string>> entry) =>
            $"{bank.Run.Accounts[entry.Key].Population}:{string.Join('+', entry.Value)}";
    }

    public sealed class Bank
    {
        public Bank()
        {
            var options = SimulationPresets.EveryRule();
            Run = new GatheredRun(options);
            foreach (var account in Run.Accounts.Values)
            {
                Fired[account.Id] = new PlainRules(account, Run.Of(account.Id), options.Start).Fired();
            }
        }

        internal GatheredRun Run { get; }

        internal Dictionary<string, HashSet<string>> Fired { get; } = [];
    }
}
