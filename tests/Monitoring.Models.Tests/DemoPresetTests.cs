using Monitoring.Contracts.Alert;
using Monitoring.Models.Simulation;

namespace Monitoring.Models.Tests;

public sealed class DemoPresetTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 10, 8, 30, 0, SimulationOptions.ShanghaiOffset);

    private static readonly (string Rule, AlertRule Alert)[] Rules =
    [
        ("M1", AlertRule.RapidRoundTrip), ("M2", AlertRule.LumpInPiecemealOut), ("M3", AlertRule.PiecemealInLumpOut),
        ("S1", AlertRule.DormantThenSudden), ("S3", AlertRule.UnrelatedCounterparty), ("S4", AlertRule.SelfOpenedThenLarge),
        ("F1", AlertRule.FlatBalance), ("B1", AlertRule.BalanceBreak), ("B2", AlertRule.Overdrawn), ("D1", AlertRule.SelfDealing),
    ];

    [Fact]
    public void History_is_small_dated_before_the_start_and_followed_by_the_live_stream()
    {
        var run = new Simulator(SimulationPresets.Demo(Start)).Start();

        var history = run.History().ToList();
        var live = run.Live().Take(1_000).ToList();

        Assert.InRange(history.Count, 1_000, 15_000);
        Assert.True(history[^1].BookedAt < Start);
        Assert.True(live[0].BookedAt >= Start);
        Assert.Equal(1_000, live.Count);
    }

    [Theory]
    [InlineData(8, 30)]
    [InlineData(23, 50)]
    [InlineData(0, 0)]
    public void Every_rule_that_needs_no_month_end_has_a_clear_case_within_three_hours_of_the_start(int hour, int minute)
    {
        var start = new DateTimeOffset(2026, 11, 22, hour, minute, 0, SimulationOptions.ShanghaiOffset);
        var run = new GatheredRun(SimulationPresets.Demo(start), start.AddHours(3));

        var live = new LiveRules(run, DateOnly.FromDateTime(start.DateTime).AddDays(-1));
        foreach (var (rule, alert) in Rules)
        {
            var mains = run.Cases.Where(planted => planted.Rule == rule).Select(planted => planted.Accounts[0]).ToList();
            Assert.Contains(mains, id => new PlainRules(run.Accounts[id], run.Of(id), start).Fired().Contains(rule));
            Assert.Contains(mains, id => live.AlertsOn(id).Any(raised => raised.Rule == alert));
        }
    }

    [Fact]
    public void Half_a_dozen_cases_begin_within_the_first_twenty_minutes()
    {
        var run = new Simulator(SimulationPresets.Demo(Start)).Start();
        foreach (var posting in run.History())
        {
            Assert.Null(posting.Opens);
        }

        var early = run.Live(Start.AddMinutes(20)).Where(posting => posting.CaseId is not null).Select(posting => posting.CaseId);

        Assert.True(early.Distinct().Count() >= 6);
    }

    [Fact]
    public void An_account_opened_while_the_bank_lives_is_announced_with_its_first_posting_and_only_there()
    {
        var run = new Simulator(SimulationPresets.Demo(Start)).Start();
        var known = run.Reference().Select(reference => reference.Id).ToHashSet();
        int announced = 0;
        foreach (var posting in run.History().Concat(run.Live(Start.AddDays(5))))
        {
            if (posting.Opens is { } opened)
            {
                announced++;
                Assert.Equal(posting.Account, opened.Id);
                Assert.True(opened.OpenedAt <= posting.BookedAt);
                Assert.True(known.Add(opened.Id));
            }

            Assert.Contains(posting.Account, known);
        }

        Assert.True(announced >= 2);
    }

    [Fact]
    public void The_bank_goes_on_and_cases_keep_coming()
    {
        var run = new GatheredRun(SimulationPresets.Demo(Start), Start.AddDays(45));

        var late = run.Cases.Where(planted => planted.From > Start.AddDays(30)).Select(planted => planted.Pattern).Distinct();

        Assert.True(late.Count() >= 8);
        AuditedRun.Audit(run, SimulationPresets.Demo(Start));
    }
}
