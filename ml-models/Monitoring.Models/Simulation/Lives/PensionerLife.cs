namespace Monitoring.Models.Simulation;

/// <summary>A pension on the 15th, cash from the counter in the days after it, little else.</summary>
internal sealed class PensionerLife(Town town) : Life(town)
{
    private const int PensionDay = 15;

    public override void Live(int index, in Account account, in Today today, DayBuffer day, ref RandomStream random)
    {
        if (today.IsDue(PensionDay))
        {
            int office = Town.UsualParty(account, PartyRole.SocialInsurance);
            long at = day.StartMs + Hours.NightBatch(ref random);
            day.Receive(index, Means.Pension(account), FeedChannel.Batch, office, Narrative.Pension, at);
        }

        bool afterPension = today.Day is > PensionDay and <= PensionDay + 6;
        if (today.IsWorkday && Count(ref random, afterPension ? 170 : 15) > 0)
        {
            long amount = Spread.Round(Spread.Middle(ref random, 900 * Means.Yuan), 100 * Means.Yuan);
            day.Spend(index, amount, FeedChannel.Counter, PartyBook.None, Narrative.Cash, day.StartMs + Hours.Counter(ref random));
        }

        Shop(index, account, day, ref random, 180 * today.SpendPermille / 1000, 26 * Means.Yuan);
        if (Count(ref random, 8) > 0)
        {
            int grandchild = Town.UsualParty(account, PartyRole.Relative, random.Below(3));
            long amount = Spread.Round(Spread.Middle(ref random, 300 * Means.Yuan), 100 * Means.Yuan);
            day.Spend(index, amount, FeedChannel.Transfer, grandchild, Narrative.Gift, day.StartMs + Hours.Office(ref random));
        }
    }
}
