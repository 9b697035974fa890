namespace Monitoring.Models.Simulation;

/// <summary>
/// One sort of ordinary life. Lives keep no state: what an account does on a day follows from the account, the day and their
/// common stream of chance, so a bank of a million lives needs no memory for them.
/// </summary>
internal abstract class Life(Town town)
{
    protected Town Town { get; } = town;

    public abstract void Live(int index, in Account account, in Today today, DayBuffer day, ref RandomStream random);

    /// <summary>A number of events of mean <paramref name="meanPermille"/> / 1000, scaled by the bank's activity.</summary>
    protected int Count(ref RandomStream random, int meanPermille)
    {
        int mean = (int)Math.Min(40_000L, (long)meanPermille * Town.Options.ActivityPermille / 1000);
        int whole = mean / 500;
        int count = 0;
        for (int i = 0; i < whole; i++)
        {
            count += random.Permille(500) ? 1 : 0;
        }

        return count + (random.Permille(mean % 500) ? 1 : 0);
    }

    /// <summary>Everyday purchases: at the usual shops of the bank, or at merchants elsewhere by card or online.</summary>
    protected void Shop(int index, in Account account, DayBuffer day, ref RandomStream random, int meanPermille, long median)
    {
        int count = Count(ref random, meanPermille * Town.Options.RetailPermille / 1000);
        for (int i = 0; i < count; i++)
        {
            long amount = Spread.Round(Spread.Wide(ref random, median), 10);
            long at = day.StartMs + Hours.Shopping(ref random);
            int shop = random.Permille(300) ? Town.UsualShop(account, random.Below(5)) : Account.None;
            if (shop != Account.None && shop != index)
            {
                day.Pay(index, shop, amount, FeedChannel.Pos, Narrative.Purchase, at);
                continue;
            }

            int merchant = Town.UsualParty(account, PartyRole.Merchant, random.Below(12));
            var channel = random.Permille(600) ? FeedChannel.Pos : FeedChannel.Online;
            day.Spend(index, amount, channel, merchant, Narrative.Purchase, at);
        }
    }

    protected static void Withdraw(int index, DayBuffer day, ref RandomStream random, long most)
    {
        long amount = 100 * Means.Yuan * random.Between(1, most / (100 * Means.Yuan));
        day.Spend(index, amount, FeedChannel.Atm, PartyBook.None, Narrative.Cash, day.StartMs + Hours.Atm(ref random));
    }

}
