namespace Monitoring.Models.Simulation;

/// <summary>Invoices in; suppliers, taxes, rent and utilities out. Its payroll is booked by its workers' lives.</summary>
internal sealed class CompanyLife(Town town) : Life(town)
{
    public override void Live(int index, in Account account, in Today today, DayBuffer day, ref RandomStream random)
    {
        if (!today.IsWorkday)
        {
            return;
        }

        long invoice = Means.Invoice(account);
        int paid = Count(ref random, 380);
        for (int i = 0; i < paid; i++)
        {
            long amount = Spread.Round(Spread.Narrow(ref random, invoice), 10 * Means.Yuan);
            int buyer = Town.UsualParty(account, PartyRole.Buyer, random.Below(6));
            day.Receive(index, amount, FeedChannel.Transfer, buyer, Narrative.Invoice, day.StartMs + Hours.Office(ref random));
        }

        int bought = Count(ref random, 420);
        for (int i = 0; i < bought; i++)
        {
            long amount = Spread.Round(Spread.Narrow(ref random, invoice * 38 / 100), 10 * Means.Yuan);
            int supplier = Town.UsualParty(account, PartyRole.Supplier, random.Below(5));
            day.Spend(index, amount, FeedChannel.Transfer, supplier, Narrative.Goods, day.StartMs + Hours.Office(ref random));
        }

        if (today.IsDue(15))
        {
            Pay(index, account, PartyRole.Treasury, Means.Revenue(account) * 6 / 100, Narrative.Tax, day, ref random);
        }

        if (today.IsDue(4))
        {
            Pay(index, account, PartyRole.Landlord, Means.Revenue(account) * 3 / 100, Narrative.Rent, day, ref random);
        }

        if (today.IsDue(12))
        {
            long bill = Spread.Narrow(ref random, Means.Revenue(account) / 60);
            Pay(index, account, PartyRole.Utility, bill, Narrative.Utility, day, ref random);
        }
    }

    private void Pay(
        int index, in Account account, PartyRole to, long amount, Narrative narrative, DayBuffer day, ref RandomStream random) =>
        day.Spend(index, amount, FeedChannel.Online, Town.UsualParty(account, to), narrative, day.StartMs + Hours.Office(ref random));
}
