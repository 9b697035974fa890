using Monitoring.Contracts.Alert;
using Monitoring.Models.Evaluation;
using Monitoring.Models.Metrics;
using Monitoring.Models.Simulation;

namespace Monitoring.Models.Tests.Evaluation;

public sealed class EvaluationFiguresTests
{
    private static readonly DateTimeOffset Start = new(2025, 3, 1, 9, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public void Thresholds_flag_at_most_the_share_asked_for()
    {
        var figures = new EvaluationFigures([BankOf(ordinary: Enumerable.Range(1, 100).Select(i => Scored($"O{i}", i / 100f)))]);

        var threshold = figures.ModelThreshold(0.05);

        Assert.Equal(0.05, figures.FlaggedByModel(threshold), 12);
        Assert.Equal(0, figures.FlaggedByModel(figures.ModelThreshold(0)), 12);
        Assert.Equal(1, figures.FlaggedByModel(figures.ModelThreshold(1)), 12);
    }

    [Fact]
    public void What_rules_flag_is_taken_off_what_both_may()
    {
        var ordinary = Enumerable.Range(1, 100).Select(i => Scored($"O{i}", i / 100f)).ToList();
        ordinary[99].Add(Signal(AlertRule.RapidRoundTrip));
        ordinary[0].Add(Signal(AlertRule.RapidRoundTrip));
        var figures = new EvaluationFigures([BankOf(ordinary)]);

        Assert.Equal(0.02, figures.FlaggedByRules, 12);
        Assert.Equal(0.05, figures.FlaggedByBoth(figures.BothThreshold(0.05)), 12);
        Assert.True(float.IsPositiveInfinity(figures.BothThreshold(0.01)));
    }

    [Fact]
    public void Lines_of_the_monthly_list_flag_nobody()
    {
        var trail = Scored("O1", 0);
        trail.Add(new RuleSignal(AlertRule.ZeroOrEmpty, Start.UtcTicks, Severity.Low, ListOnly: true, Raised: true));

        Assert.Equal(0, new EvaluationFigures([BankOf([trail])]).FlaggedByRules);
    }

    [Fact]
    public void A_case_is_caught_only_while_it_goes_on()
    {
        var trail = new AccountTrail("A");
        trail.Add(Start.AddDays(-3).UtcTicks, 0.9f, looked: true);
        trail.Add(Start.AddHours(5).UtcTicks, 0.4f, looked: true);
        trail.Add(Start.AddDays(20).UtcTicks, 0.8f, looked: true);
        trail.Add(Signal(AlertRule.Overdrawn, -30));
        var result = new CaseResult(CaseOf("A"), [trail]);

        Assert.Equal(0.4f, result.Highest);
        Assert.False(result.ByRules);
        Assert.Equal(Start.AddHours(5).UtcTicks, result.FirstScore(0.3f));
        trail.Add(Signal(AlertRule.Overdrawn, 2));
        Assert.True(new CaseResult(CaseOf("A"), [trail]).ByRules);
    }

    [Fact]
    public void A_posting_that_the_model_does_not_look_at_counts_only_as_what_it_would_have_said()
    {
        var trail = new AccountTrail("A");
        trail.Add(Start.AddHours(1).UtcTicks, 0.9f, looked: false);
        trail.Add(Start.AddHours(5).UtcTicks, 0.4f, looked: true);
        var result = new CaseResult(CaseOf("A"), [trail]);

        Assert.Equal((0.4f, 0.9f), (result.Highest, result.HighestOfAll));
        Assert.Equal((Start.AddHours(5).UtcTicks, Start.AddHours(1).UtcTicks), (result.FirstScore(0.3f), result.FirstScoreOfAll(0.3f)));
        Assert.True(trail.IsNotable);
    }

    [Fact]
    public void An_alert_lives_for_a_month()
    {
        var trail = new AccountTrail("A");
        foreach (var day in (int[])[0, 5, 29, 31, 40]) trail.Add(Start.AddDays(day).UtcTicks, 0.9f, looked: true);
        var bank = BankOf([trail]);

        // One account and one month: two alerts are 2,000 for every thousand accounts and month.
        Assert.Equal(2_000, new EvaluationFigures([bank]).ModelAlerts(0.5f), 6);
    }

    [Fact]
    public void The_area_counts_accounts_that_were_never_spoken_of()
    {
        var bank = BankOf([Scored("O1", 0.5f)]) with { OrdinaryCount = 10, Mains = [Scored("M", 0.5f)] };

        Assert.Equal(0.5, new EvaluationFigures([bank]).PrecisionRecallArea(trail => trail.Highest), 12);
    }

    private static AccountTrail Scored(string id, float score)
    {
        var trail = new AccountTrail(id);
        trail.Add(Start.UtcTicks, score, looked: true);
        return trail;
    }

    private static RuleSignal Signal(AlertRule rule, int day = 0) =>
        new(rule, Start.AddDays(day).UtcTicks, Severity.High, ListOnly: false, Raised: true);

    private static SimulatedCase CaseOf(string account) => new()
    {
        CaseId = "C-1",
        Pattern = PatternKind.RapidRoundTrip,
        Rule = "M1",
        Clear = true,
        Strength = 50,
        Disguise = Disguise.None,
        Accounts = [account],
        Roles = [CaseRole.Main],
        Postings = ["P"],
        From = Start,
        To = Start.AddDays(4),
    };

    private static BankResult BankOf(IEnumerable<AccountTrail> ordinary)
    {
        var trails = ordinary.ToList();
        return new BankResult
        {
            Seed = 1,
            Accounts = trails.Count,
            Months = 1,
            Postings = 0,
            Scored = (0, 0),
            Cases = [],
            Ordinary = trails,
            OrdinaryCount = trails.Count,
            Mains = [],
            All = trails,
            PostingScores = new List<Scored>(),
        };
    }
}
