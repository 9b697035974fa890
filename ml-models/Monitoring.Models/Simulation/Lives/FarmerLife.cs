namespace Monitoring.Models.Simulation;

/// <summary>Paid once a harvest by the grain buyer, a subsidy in May, seed and fertiliser in spring, little in between.</summary>
internal sealed class FarmerLife(Town town) : Life(town)
{
    private const int HarvestFirstDayOfYear = 253;
    private const int HarvestDays = 70;

    public override void Live(int index, in Account account, in Today today, DayBuffer day, ref RandomStream random)
    {
        int sinceHarvest = today.Date.DayOfYear - HarvestFirstDayOfYear - account.Trait(Trait.Harvest, HarvestDays);
        if (sinceHarvest is > 0 and <= 6)
        {
            // Helpers in the fields are paid out of the harvest: pieces after a lump, and nothing wrong with it.
            int helper = Town.UsualParty(account, PartyRole.Relative, sinceHarvest);
            long wage = Spread.Round(Spread.Middle(ref random, Means.HarvestPay(account) / 25), 10 * Means.Yuan);
            day.Spend(index, wage, FeedChannel.Transfer, helper, Narrative.Wages, day.StartMs + Hours.Office(ref random));
        }

        if (sinceHarvest == 0)
        {
            int buyer = Town.UsualParty(account, PartyRole.GrainBuyer);
            long pay = Spread.Round(Means.HarvestPay(account) * random.Between(850, 1150) / 1000, 10 * Means.Yuan);
            day.Receive(index, pay, FeedChannel.Transfer, buyer, Narrative.Harvest, day.StartMs + Hours.Office(ref random));
        }

        if (today.Month == 5 && today.IsDue(20))
        {
            int treasury = Town.UsualParty(account, PartyRole.Treasury);
            long at = day.StartMs + Hours.NightBatch(ref random);
            day.Receive(index, (600 + account.Trait(Trait.Size, 900)) * Means.Yuan, FeedChannel.Batch, treasury, Narrative.Subsidy, at);
        }

        if (today.IsWorkday && today.Month is >= 3 and <= 5 && Count(ref random, 45) > 0)
        {
            int supplier = Town.UsualParty(account, PartyRole.Supplier, random.Below(2));
            long amount = Spread.Round(Spread.Middle(ref random, 1_300 * Means.Yuan), 10 * Means.Yuan);
            day.Spend(index, amount, FeedChannel.Transfer, supplier, Narrative.Goods, day.StartMs + Hours.Office(ref random));
        }

        if (today.IsWorkday && Count(ref random, 22) > 0)
        {
            long amount = Spread.Round(Spread.Middle(ref random, 800 * Means.Yuan), 100 * Means.Yuan);
            var direction = random.Permille(250) ? FeedDirection.Credit : FeedDirection.Debit;
            day.Add(Intent.Single(index, direction, amount, FeedChannel.Counter, day.StartMs + Hours.Counter(ref random))
                with
            { Narrative = direction == FeedDirection.Credit ? Narrative.CashDeposit : Narrative.Cash });
        }

        Shop(index, account, day, ref random, 130 * today.SpendPermille / 1000, 30 * Means.Yuan);
    }
}
