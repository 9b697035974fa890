namespace Monitoring.Models.Simulation;

/// <summary>A first deposit on the day the account is opened, then a salary from elsewhere and ordinary spending.</summary>
internal sealed class NewcomerLife(Town town) : Life(town)
{
    public override void Live(int index, in Account account, in Today today, DayBuffer day, ref RandomStream random)
    {
        if (account.OpenedMs >= day.StartMs)
        {
            long amount = Spread.Round(Spread.Middle(ref random, 800 * Means.Yuan), 100 * Means.Yuan);
            day.Receive(index, amount, FeedChannel.Counter, PartyBook.None, Narrative.CashDeposit, account.OpenedMs + (5 * Instants.MinuteMs));
            return;
        }

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
}
