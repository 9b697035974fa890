namespace Monitoring.Models.Simulation;

/// <summary>Takings by card all day, the till to the counter, goods from suppliers, rent, tax, the owner's drawings.</summary>
internal sealed class ShopLife(Town town) : Life(town)
{
    public override void Live(int index, in Account account, in Today today, DayBuffer day, ref RandomStream random)
    {
        int usual = (1_200 + account.Trait(Trait.Size, 1_800)) * today.SpendPermille / 1000;
        int sales = Count(ref random, usual * Town.Options.RetailPermille / 1000);
        for (int i = 0; i < sales; i++)
        {
            long amount = Spread.Round(Spread.Wide(ref random, 55 * Means.Yuan), 10);
            day.Receive(index, amount, FeedChannel.Pos, PartyBook.None, Narrative.Takings, day.StartMs + Hours.Shopping(ref random));
        }

        if (!today.IsWorkday)
        {
            return;
        }

        if (Count(ref random, 300) > 0)
        {
            long till = Math.Min(Spread.Round(Spread.Middle(ref random, 2_600 * Means.Yuan), 10 * Means.Yuan), 9_000 * Means.Yuan);
            day.Receive(index, till, FeedChannel.Counter, PartyBook.None, Narrative.CashDeposit, day.StartMs + Hours.Counter(ref random));
        }

        if (Count(ref random, 220) > 0)
        {
            BuyGoods(index, account, day, ref random);
        }

        PayDues(index, account, today, day, ref random);
    }

    private void BuyGoods(int index, in Account account, DayBuffer day, ref RandomStream random)
    {
        long amount = Math.Min(Spread.Round(Spread.Middle(ref random, 3_200 * Means.Yuan), Means.Yuan), 14_000 * Means.Yuan);
        long at = day.StartMs + Hours.Office(ref random);
        int wholesaler = random.Permille(400)
            ? Town.Any(Population.Wholesaler, RandomStream.Derive(account.Seed, (ulong)Trait.Supplier))
            : Account.None;
        if (wholesaler == Account.None)
        {
            int supplier = Town.UsualParty(account, PartyRole.Supplier, random.Below(4));
            day.Spend(index, amount, FeedChannel.Transfer, supplier, Narrative.Goods, at);
        }
        else
        {
            day.Pay(index, wholesaler, amount, FeedChannel.Transfer, Narrative.Goods, at);
        }
    }

    private void PayDues(int index, in Account account, in Today today, DayBuffer day, ref RandomStream random)
    {
        if (today.IsDue(3))
        {
            int landlord = Town.UsualParty(account, PartyRole.Landlord);
            long rent = (1_500 + (account.Trait(Trait.Rent, 30) * 100)) * Means.Yuan;
            day.Spend(index, rent, FeedChannel.Online, landlord, Narrative.Rent, day.StartMs + Hours.Office(ref random));
        }

        if (today.Month % 3 == 1 && today.IsDue(15))
        {
            int treasury = Town.UsualParty(account, PartyRole.Treasury);
            long tax = Spread.Middle(ref random, 900 * Means.Yuan);
            day.Spend(index, tax, FeedChannel.Online, treasury, Narrative.Tax, day.StartMs + Hours.Office(ref random));
        }

        if (today.IsDue(26))
        {
            long drawings = Spread.Round(Spread.Narrow(ref random, 6_000 * Means.Yuan), 100 * Means.Yuan);
            int owner = Town.UsualParty(account, PartyRole.Relative);
            day.Spend(index, drawings, FeedChannel.Transfer, owner, Narrative.Drawings, day.StartMs + Hours.Office(ref random));
        }
    }
}
