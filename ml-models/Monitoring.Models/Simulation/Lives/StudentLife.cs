namespace Monitoring.Models.Simulation;

/// <summary>Allowance on the first, small purchases, school fees at the beginning of September.</summary>
internal sealed class StudentLife(Town town) : Life(town)
{
    private const long Tuition = 4_800 * Means.Yuan;

    public override void Live(int index, in Account account, in Today today, DayBuffer day, ref RandomStream random)
    {
        if (today.IsDue(1))
        {
            long allowance = Spread.Round(Spread.Narrow(ref random, 1_300 * Means.Yuan), 100 * Means.Yuan);
            FromHome(index, account, allowance, Narrative.Allowance, day, ref random);
        }

        if (today.Month == 8 && today.IsDue(28))
        {
            FromHome(index, account, Tuition, Narrative.Tuition, day, ref random);
        }

        if (today.Month == 9 && today.IsDue(2 + account.Trait(Trait.School, 4)))
        {
            int school = Town.UsualParty(account, PartyRole.School);
            day.Spend(index, Tuition, FeedChannel.Online, school, Narrative.Tuition, day.StartMs + Hours.Office(ref random));
        }

        Shop(index, account, day, ref random, 650 * today.SpendPermille / 1000, 18 * Means.Yuan);
        if (Count(ref random, 25) > 0)
        {
            Withdraw(index, day, ref random, 500 * Means.Yuan);
        }
    }

    private void FromHome(int index, in Account account, long amount, Narrative narrative, DayBuffer day, ref RandomStream random)
    {
        long at = day.StartMs + Hours.Office(ref random);
        if (account.Link == Account.None)
        {
            day.Receive(index, amount, FeedChannel.Transfer, Town.UsualParty(account, PartyRole.Relative), narrative, at);
        }
        else
        {
            day.Pay(account.Link, index, amount, FeedChannel.Online, narrative, at);
        }
    }
}
