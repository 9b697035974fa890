using Monitoring.Models.Simulation;

namespace Monitoring.Models.Tests;

[Collection(ModelBank.Name)]
public sealed class LifeEventTests(ModelBank bank)
{
    [Fact]
    public void Some_ordinary_accounts_have_an_event_that_looks_like_trouble_and_most_have_none()
    {
        var ordinary = bank.Run.LifeEvents.Select(happened => happened.Account).Distinct().Count(id => !bank.Involved.Contains(id));

        Assert.InRange(ordinary * 1000 / bank.Run.Accounts.Count, 30, 90);
    }

    [Fact]
    public void Every_kind_of_event_happens()
    {
        var run = new GatheredRun(bank.Options with { Accounts = 2_500, LifeEventsPermille = 5_000, Patterns = new PatternOptions() });

        var kinds = run.LifeEvents.Select(happened => happened.Kind).Distinct().Order();

        Assert.Equal(Enum.GetValues<LifeEventKind>().Where(kind => kind != LifeEventKind.None), kinds);
    }

    [Fact]
    public void An_event_is_told_with_its_postings_and_never_mixed_up_with_a_case()
    {
        foreach (var happened in bank.Run.LifeEvents)
        {
            var own = bank.Run.Of(happened.Account).Where(posting => posting.LifeEvent == happened.Kind).ToList();
            Assert.Equal(happened.Postings, own.Count);
            Assert.Equal((happened.From, happened.To), (own[0].BookedAt, own[^1].BookedAt));
            Assert.All(own, posting => Assert.Null(posting.CaseId));
        }
    }

    [Fact]
    public void A_rich_bank_with_lifelike_cases_keeps_its_books_exactly() => AuditedRun.Audit(bank.Run, bank.Options);

    [Fact]
    public void A_bank_without_life_events_has_none()
    {
        var run = new GatheredRun(bank.Options with { Accounts = 300, Days = 60, LifeEventsPermille = 0, Patterns = new PatternOptions() });

        Assert.Empty(run.LifeEvents);
    }
}
