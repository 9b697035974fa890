namespace Monitoring.Models.Simulation;

/// <summary>A first deposit on the day the account is opened, then a salary from elsewhere and ordinary spending.</summary>
internal sealed class NewcomerLife(Town town) : Life(town)
{
    public override void Live(int index, in Account account, in Today today, DayBuffer day, ref RandomStream random)
    {
        if (account.OpenedMs >= day.StartMs)
        {
            long amount = Spread.Round(Spread.Middle(ref random, 800 * Means.Yuan), 100 * Means.Yuan);
            long at = account.OpenedMs + (5 * Instants.MinuteMs);
            day.Receive(index, amount, FeedChannel.Counter, PartyBook.None, Narrative.CashDeposit, at);
            return;
        }

        SettleIn(index, account, today, day, ref random);
        if (today.IsDue(10))
        {
            long salary = Spread.Round(Means.Salary(account), Means.Yuan);
            int employer = Town.UsualParty(account, PartyRole.Employer);
            day.Receive(index, salary, FeedChannel.Batch, employer, Narrative.Salary, day.StartMs + Hours.NightBatch(ref random));
        }

        Shop(index, account, day, ref random, 380 * today.SpendPermille / 1000, 32 * Means.Yuan);
        if (Count(ref random, 40) > 0)
        {
            Withdraw(index, day, ref random, 1_000 * Means.Yuan);
        }
    }

    /// <summary>One in forty brings what a former home was sold for, and pays for a new one within weeks.</summary>
    private void SettleIn(int index, in Account account, in Today today, DayBuffer day, ref RandomStream random)
    {
        if (account.Trait(Trait.Savings, 40) != 0)
        {
            return;
        }

        long age = (today.StartMs - account.OpenedMs) / Instants.DayMs;
        long amount = (60 + account.Trait(Trait.SavingsAmount, 120)) * 1_000 * Means.Yuan;
        if (age == 4)
        {
            int former = Town.UsualParty(account, PartyRole.Relative);
            day.Receive(index, amount, FeedChannel.Transfer, former, Narrative.Savings, day.StartMs + Hours.Office(ref random));
        }
        else if (age == 20 + account.Trait(Trait.SavingsDay, 25))
        {
            int seller = Town.UsualParty(account, PartyRole.Landlord);
            day.Spend(index, amount * 3 / 4, FeedChannel.Transfer, seller, Narrative.Purchase, day.StartMs + Hours.Office(ref random));
        }
    }
}
