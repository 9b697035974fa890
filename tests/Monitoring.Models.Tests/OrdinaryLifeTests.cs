using Monitoring.Models.Simulation;

namespace Monitoring.Models.Tests;

public sealed class OrdinaryLifeTests(OrdinaryLifeTests.Year year) : IClassFixture<OrdinaryLifeTests.Year>
{
    [Fact]
    public void A_worker_has_one_salary_a_month_from_the_same_payer()
    {
        foreach (var account in year.Of(Population.Worker))
        {
            var salaries = year.Run.Of(account).Where(posting => posting.Narrative == "salary" && posting.Signed > 0).ToList();

            Assert.InRange(salaries.Count, 11, 13);
            Assert.Single(salaries.Select(posting => posting.Counterparty).Distinct());
            Assert.True(salaries.Max(posting => posting.Amount) < 2 * salaries.Min(posting => posting.Amount));
        }
    }

    [Fact]
    public void A_pensioner_has_one_pension_a_month_about_the_15th_and_never_at_a_weekend()
    {
        foreach (var account in year.Of(Population.Pensioner))
        {
            var pensions = year.Run.Of(account).Where(posting => posting.Narrative == "pension").ToList();

            Assert.InRange(pensions.Count, 11, 13);
            Assert.All(pensions, posting => Assert.InRange(posting.BookedAt.Day, 5, 15));
            Assert.DoesNotContain(pensions, posting => posting.BookedAt.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
        }
    }

    [Fact]
    public void A_farmer_is_paid_once_in_autumn()
    {
        foreach (var account in year.Of(Population.Farmer))
        {
            var harvests = year.Run.Of(account).Where(posting => posting.Narrative == "harvest").ToList();

            Assert.InRange(Assert.Single(harvests).BookedAt.Month, 9, 11);
        }
    }

    [Fact]
    public void A_student_pays_school_fees_in_september_when_home_sent_them()
    {
        var paid = year.Of(Population.Student)
            .SelectMany(account => year.Run.Of(account)).Where(posting => posting.Narrative == "tuition" && posting.Signed < 0).ToList();

        Assert.NotEmpty(paid);
        Assert.All(paid, posting => Assert.Equal(9, posting.BookedAt.Month));
    }

    [Fact]
    public void A_dormant_account_has_nothing_but_interest()
    {
        var start = year.Options.Start;
        foreach (var account in year.Of(Population.Dormant))
        {
            Assert.All(
                year.Run.Of(account).Where(posting => posting.BookedAt >= start),
                posting => Assert.Equal(FeedChannel.Interest, posting.Channel));
        }
    }

    [Fact]
    public void Half_of_the_dormant_accounts_show_their_last_movement_long_before_the_start()
    {
        var before = year.Of(Population.Dormant)
            .Where(account => year.Run.Of(account).Any(posting => posting.Channel == FeedChannel.Counter)).ToList();

        Assert.InRange(before.Count * 100 / year.Of(Population.Dormant).Count, 30, 70);
        Assert.All(
            before.SelectMany(account => year.Run.Of(account)).Where(posting => posting.Channel == FeedChannel.Counter),
            posting => Assert.True(posting.BookedAt < year.Options.Start.AddDays(-200)));
    }

    [Fact]
    public void A_shop_sells_nearly_every_day_and_a_wholesaler_moves_large_sums_with_the_same_parties()
    {
        Assert.All(
            year.Of(Population.Shop),
            account => Assert.True(year.Run.Of(account).Select(posting => posting.BookedAt.Date).Distinct().Count() > 300));
        foreach (var account in year.Of(Population.Wholesaler))
        {
            var outside = year.Run.Of(account)
                .Where(posting => posting.Channel == FeedChannel.Transfer && posting.Amount > 2_000_000).ToList();

            Assert.True(outside.Count > 150);
            Assert.InRange(outside.Select(posting => posting.Counterparty).Distinct().Count(), 5, 20);
        }
    }

    [Fact]
    public void A_company_pays_its_workers_tax_and_rent_and_stays_solvent()
    {
        foreach (var account in year.Of(Population.Company))
        {
            var postings = year.Run.Of(account);

            Assert.InRange(postings.Count(posting => posting.Narrative == "tax"), 11, 13);
            Assert.InRange(postings.Count(posting => posting.Narrative == "rent"), 11, 13);
            Assert.True(postings[^1].BalanceAfter > 0);
        }
    }

    [Fact]
    public void A_loan_shrinks()
    {
        foreach (var account in year.Of(Population.Loan))
        {
            var postings = year.Run.Of(account);
            Assert.Contains(postings, posting => posting.Narrative == "interest" && posting.Signed < 0);
            Assert.All(postings, posting => Assert.True(posting.BalanceAfter <= 0));
        }

        long before = year.Of(Population.Loan).Sum(account => year.Run.Accounts[account].OpeningBalance);
        Assert.True(year.Of(Population.Loan).Sum(account => year.Run.Of(account)[^1].BalanceAfter) > before);
    }

    [Fact]
    public void Mistakes_are_undone_now_and_then()
    {
        var postings = year.Run.ByAccount.Values.SelectMany(list => list).ToList();
        int reversals = postings.Count(posting => posting.ReversalOf is not null);

        Assert.InRange(reversals, 10, postings.Count / 1_000);
    }

    [Fact]
    public void Accounts_in_trouble_miss_receipts_more_often_and_not_always()
    {
        var options = SimulationPresets.EveryRule(21) with { Days = 60 };
        var run = new GatheredRun(options);
        var troubled = run.Cases.Select(planted => planted.Accounts[0]).ToHashSet();
        var late = run.Receipts.Where(receipts => receipts.CyclesMissed >= 2).Select(receipts => receipts.Account).ToHashSet();

        double inTrouble = (double)troubled.Count(late.Contains) / troubled.Count;
        double elsewhere = (double)late.Count(account => !troubled.Contains(account)) / (run.Accounts.Count - troubled.Count);
        Assert.InRange(inTrouble, 0.25, 0.75);
        Assert.InRange(elsewhere, 0.005, inTrouble / 4);
    }

    public sealed class Year
    {
        public Year()
        {
            Run = new GatheredRun(Options);
        }

        internal SimulationOptions Options { get; } = new() { Seed = 5, Accounts = 500, Days = 365, Branches = 2 };

        internal GatheredRun Run { get; }

        internal IReadOnlyList<string> Of(Population population) =>
            [.. Run.Accounts.Values.Where(account => account.Population == population).Select(account => account.Id)];
    }
}
