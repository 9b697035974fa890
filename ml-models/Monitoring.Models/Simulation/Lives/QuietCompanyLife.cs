namespace Monitoring.Models.Simulation;

/// <summary>A company on paper: the bank's monthly fee, and a bill now and then.</summary>
internal sealed class QuietCompanyLife(Town town) : Life(town)
{
    private const long MonthlyFee = 20 * Means.Yuan;

    public override void Live(int index, in Account account, in Today today, DayBuffer day, ref RandomStream random)
    {
        if (today.IsDue(2))
        {
            day.Spend(index, MonthlyFee, FeedChannel.Fee, PartyBook.None, Narrative.Fee, day.StartMs + Hours.NightBatch(ref random));
        }

        if (today.IsWorkday && Count(ref random, 12) > 0)
        {
            bool isIncome = random.Permille(550);
            long amount = Spread.Round(Spread.Middle(ref random, 1_400 * Means.Yuan), 10 * Means.Yuan);
            long at = day.StartMs + Hours.Office(ref random);
            if (isIncome)
            {
                day.Receive(index, amount, FeedChannel.Transfer, Town.UsualParty(account, PartyRole.Buyer), Narrative.Invoice, at);
            }
            else
            {
                day.Spend(index, amount, FeedChannel.Transfer, Town.UsualParty(account, PartyRole.Supplier), Narrative.Payment, at);
            }
        }
    }
}
