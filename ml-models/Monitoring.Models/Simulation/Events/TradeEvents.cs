namespace Monitoring.Models.Simulation;

/// <summary>What shops, wholesalers and companies do now and then.</summary>
internal static class TradeEvents
{
    public static void SeasonCash(LifeEventScript life)
    {
        long total = 0;
        int deposits = life.Days(5, 12);
        int most = life.IsCompany ? 120_000 : 42_000;
        for (int i = 0; i < deposits; i++)
        {
            long cash = life.Sum(most / 5, most);
            life.PayIn(life.Days(0, 16), cash);
            total += cash;
        }

        int orders = life.Days(2, 5);
        for (int i = 0; i < orders; i++)
        {
            life.Pay(life.Days(8, 30), life.Share(total / orders, life.Days(700, 950)), life.Partner(PartyRole.Supplier));
        }
    }

    public static void SeasonalWorkers(LifeEventScript life)
    {
        int workers = life.Days(12, 40);
        long wage = life.Sum(1_800, 5_500);
        life.Get(1, wage * workers * life.Days(105, 160) / 100, life.Partner(PartyRole.Buyer));
        int payday = life.Days(3, 9);
        for (int i = 0; i < workers; i++)
        {
            life.Pay(payday + life.Below(2), life.Share(wage, life.Days(800, 1200)), life.Somebody());
        }
    }

    public static void Equipment(LifeEventScript life)
    {
        long price = Math.Min(life.IsCompany ? life.Sum(60_000, 380_000) : life.Sum(10_000, 60_000), life.Balance / 3);
        if (price > 5_000 * Means.Yuan)
        {
            life.PayLarge(life.Days(14, 30), price, life.Somebody());
        }
    }

    public static void AdvanceReturned(LifeEventScript life)
    {
        long advance = Math.Min(life.Sum(50, 400) * 1_000, life.Balance / 3) / (10_000 * Means.Yuan) * 10_000 * Means.Yuan;
        if (advance <= 0)
        {
            return;
        }

        int partner = life.Partner(life.Chance(500) ? PartyRole.Buyer : PartyRole.Supplier);
        bool isGiven = life.Chance(600);
        int back = 1 + life.Days(1, 6);
        if (isGiven)
        {
            life.Pay(1, advance, partner);
            life.Get(back, advance, partner);
        }
        else
        {
            life.Get(1, advance, partner);
            life.Pay(back, advance, partner);
        }
    }

    public static void Project(LifeEventScript life)
    {
        long price = life.Sum(30_000, 260_000);
        life.GetLarge(life.Days(4, 10), price, life.Somebody());
        int parts = life.Days(3, 9);
        for (int i = 0; i < parts; i++)
        {
            life.Pay(life.Days(11, 45), life.Share(price / parts, life.Days(750, 980)), life.Somebody());
        }
    }
}
