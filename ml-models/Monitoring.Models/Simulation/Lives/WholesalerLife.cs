namespace Monitoring.Models.Simulation;

/// <summary>Large amounts in and out with the same buyers and suppliers, busy in its season.</summary>
internal sealed class WholesalerLife(Town town) : Life(town)
{
    public override void Live(int index, in Account account, in Today today, DayBuffer day, ref RandomStream random)
    {
        if (!today.IsWorkday)
        {
            return;
        }

        long deal = Means.WholesaleDeal(account);
        int season = SeasonPermille(account, today.Month);
        int sales = Count(ref random, 900 * season / 1000);
        for (int i = 0; i < sales; i++)
        {
            long amount = Spread.Round(Spread.Middle(ref random, deal), 10 * Means.Yuan);
            int buyer = Town.UsualParty(account, PartyRole.Buyer, random.Below(8));
            day.Receive(index, amount, FeedChannel.Transfer, buyer, Narrative.Invoice, day.StartMs + Hours.Office(ref random));
        }

        int purchases = Count(ref random, 860 * season / 1000);
        for (int i = 0; i < purchases; i++)
        {
            long amount = Spread.Round(Spread.Middle(ref random, deal), 10 * Means.Yuan);
            int supplier = Town.UsualParty(account, PartyRole.Supplier, random.Below(6));
            day.Spend(index, amount, FeedChannel.Transfer, supplier, Narrative.Goods, day.StartMs + Hours.Office(ref random));
        }

        if (today.IsDue(15))
        {
            int treasury = Town.UsualParty(account, PartyRole.Treasury);
            day.Spend(index, deal / 9, FeedChannel.Online, treasury, Narrative.Tax, day.StartMs + Hours.Office(ref random));
        }
    }

    /// <summary>Three busy months, six usual, three slow; which ones depends on the trade.</summary>
    private static int SeasonPermille(in Account account, int month) => ((month + account.Trait(Trait.Season, 12)) % 12) switch
    {
        < 3 => 2_000,
        < 9 => 1_000,
        _ => 350,
    };
}
