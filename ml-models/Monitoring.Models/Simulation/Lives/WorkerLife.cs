namespace Monitoring.Models.Simulation;

/// <summary>A household: salary, rent, bills, shopping, a holiday, presents, once in decades something big.</summary>
internal sealed class WorkerLife(Town town) : Life(town)
{
    private static readonly int[] Paydays = [5, 8, 10, 15, 20, 25];

    /// <summary>Once in about 55 years: a car, a wedding, a first instalment.</summary>
    private const int BigPurchasePerMillion = 50;

    public override void Live(int index, in Account account, in Today today, DayBuffer day, ref RandomStream random)
    {
        if (today.DueMask != 0)
        {
            EarnAndOwe(index, account, today, day, ref random);
        }

        bool onHoliday = today.IsFestival && account.Trait(Trait.Holiday, 3) == 0;
        Shop(index, account, day, ref random, 520 * today.SpendPermille / 1000, 38 * Means.Yuan);
        if (onHoliday && random.Permille(400))
        {
            long amount = Spread.Round(Spread.Middle(ref random, 420 * Means.Yuan), Means.Yuan);
            int merchant = Town.UsualParty(account, PartyRole.Merchant, 50 + random.Below(200));
            day.Spend(index, amount, FeedChannel.Pos, merchant, Narrative.Travel, day.StartMs + Hours.Shopping(ref random));
        }

        if (Count(ref random, 60) > 0)
        {
            Withdraw(index, day, ref random, 2_000 * Means.Yuan);
        }

        if (Count(ref random, 18) > 0)
        {
            Give(index, account, today, day, ref random);
        }

        if (today.IsWorkday && Count(ref random, 6) > 0)
        {
            long amount = Spread.Round(Spread.Middle(ref random, 1_500 * Means.Yuan), 100 * Means.Yuan);
            day.Receive(index, amount, FeedChannel.Counter, PartyBook.None, Narrative.CashDeposit, day.StartMs + Hours.Counter(ref random));
        }

        MoveSavings(index, account, today, day, ref random);
        if (random.PerMillion(BigPurchasePerMillion))
        {
            long amount = Spread.Round(Spread.Middle(ref random, 60_000 * Means.Yuan), 1_000 * Means.Yuan);
            int merchant = Town.UsualParty(account, PartyRole.Merchant, 500);
            day.Spend(index, amount, FeedChannel.Transfer, merchant, Narrative.Purchase, day.StartMs + Hours.Office(ref random));
        }
    }

    /// <summary>
    /// One household in thirty keeps savings elsewhere: once a year a large sum goes there and six weeks later most of it comes back.
    /// It looks like a round trip and is none.
    /// </summary>
    private void MoveSavings(int index, in Account account, in Today today, DayBuffer day, ref RandomStream random)
    {
        const int AwayDays = 42;
        if (account.Trait(Trait.Savings, 30) != 0)
        {
            return;
        }

        if (Town.Options.LifeEventsPermille > 0 && today.IsDue(27))
        {
            // Whoever saves elsewhere does so every month.
            long saved = (2 + account.Trait(Trait.SavingsAmount, 8)) * 100 * Means.Yuan;
            int to = Town.UsualParty(account, PartyRole.Relative, 9);
            day.Spend(index, saved, FeedChannel.Online, to, Narrative.Savings, day.StartMs + Hours.Online(ref random));
        }

        int leaves = 1 + account.Trait(Trait.SavingsDay, 300);
        int own = Town.UsualParty(account, PartyRole.Relative, 9);
        long amount = (20 + account.Trait(Trait.SavingsAmount, 50)) * 1_000 * Means.Yuan;
        if (today.Date.DayOfYear == leaves)
        {
            day.Spend(index, amount, FeedChannel.Online, own, Narrative.Savings, day.StartMs + Hours.Office(ref random));
        }
        else if (today.Date.DayOfYear == leaves + AwayDays)
        {
            day.Receive(index, amount * 101 / 100, FeedChannel.Transfer, own, Narrative.Savings, day.StartMs + Hours.Office(ref random));
        }
    }

    private void EarnAndOwe(int index, in Account account, in Today today, DayBuffer day, ref RandomStream random)
    {
        int payday = account.Link == Account.None
            ? Paydays[account.Trait(Trait.Payday, Paydays.Length)]
            : Paydays[Town.Accounts[account.Link].Trait(Trait.Payday, Paydays.Length)];
        if (today.IsDue(payday))
        {
            long salary = Spread.Round(Means.Salary(account) * random.Between(970, 1030) / 1000, Means.Yuan);
            long at = day.StartMs + Hours.NightBatch(ref random);
            if (account.Link == Account.None)
            {
                day.Receive(index, salary, FeedChannel.Batch, Town.UsualParty(account, PartyRole.Employer), Narrative.Salary, at);
            }
            else
            {
                day.Pay(account.Link, index, salary, FeedChannel.Batch, Narrative.Salary, at);
            }
        }

        if (account.Trait(Trait.Rent, 1000) < 350 && today.IsDue(1 + account.Trait(Trait.RentDay, 8)))
        {
            long rent = Spread.Round(Means.Salary(account) / 4, 50 * Means.Yuan);
            int landlord = Town.UsualParty(account, PartyRole.Landlord);
            day.Spend(index, rent, FeedChannel.Online, landlord, Narrative.Rent, day.StartMs + Hours.Online(ref random));
        }

        if (account.Trait(Trait.Fee, 1000) < 300 && today.IsDue(28))
        {
            day.Spend(index, 2 * Means.Yuan, FeedChannel.Fee, PartyBook.None, Narrative.Fee, day.StartMs + Hours.NightBatch(ref random));
        }

        if (today.IsDue(9 + account.Trait(Trait.Utility, 12)))
        {
            long bill = Spread.Middle(ref random, 140 * Means.Yuan);
            int utility = Town.UsualParty(account, PartyRole.Utility, today.Month & 1);
            day.Spend(index, bill, FeedChannel.Online, utility, Narrative.Utility, day.StartMs + Hours.Online(ref random));
        }
    }

    private void Give(int index, in Account account, in Today today, DayBuffer day, ref RandomStream random)
    {
        long amount = Spread.Round(Spread.Middle(ref random, 400 * Means.Yuan), 100 * Means.Yuan);
        long at = day.StartMs + Hours.Online(ref random);
        var family = today.IsFestival ? Population.Student : Population.Pensioner;
        int relative = account.Trait(Trait.Relative, 2) == 0
            ? Town.Any(family, RandomStream.Derive(account.Seed, (ulong)Trait.Relative))
            : Account.None;
        if (relative == Account.None)
        {
            int outside = Town.UsualParty(account, PartyRole.Relative, random.Below(4));
            day.Spend(index, amount, FeedChannel.Online, outside, Narrative.Gift, at);
            return;
        }

        day.Pay(index, relative, amount, FeedChannel.Online, Narrative.Gift, at);
    }
}
