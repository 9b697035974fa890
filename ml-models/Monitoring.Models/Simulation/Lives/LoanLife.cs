namespace Monitoring.Models.Simulation;

/// <summary>A loan: its household repays it on a fixed day of the month; the bank charges interest on the 21st.</summary>
internal sealed class LoanLife(Town town) : Life(town)
{
    /// <summary>A month's interest, millionths of what is owed: 4.8 % a year.</summary>
    private const int InterestMillionths = 4_000;

    public override void Live(int index, in Account account, in Today today, DayBuffer day, ref RandomStream random)
    {
        if (account.Link != Account.None && account.Balance < 0 && today.IsDue(6 + account.Trait(Trait.Payday, 16)))
        {
            long rate = Math.Min(-account.Balance, Spread.Round(1_100 * Means.Yuan + (-account.Opening / 90), 10 * Means.Yuan));
            day.Pay(account.Link, index, rate, FeedChannel.Batch, Narrative.LoanRepayment, day.StartMs + Hours.NightBatch(ref random));
        }

        if (today.Day == 21 && account.Balance < 0)
        {
            day.Add(LifeBook.Interest(index, InterestMillionths, day.StartMs + Hours.NightBatch(ref random)));
        }
    }
}
