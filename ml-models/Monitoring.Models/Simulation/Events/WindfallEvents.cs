namespace Monitoring.Models.Simulation;

/// <summary>Money that comes at once, and where it goes.</summary>
internal static class WindfallEvents
{
    public static void Inheritance(LifeEventScript life)
    {
        long estate = life.Sum(30_000, 220_000);
        life.GetLarge(5, estate, life.KinOrFriend(0));
        ShareOut(life, estate, life.Days(1, 4), 6, 20, life.Days(300, 800));
    }

    public static void MaturedDeposit(LifeEventScript life)
    {
        long deposit = life.Sum(15_000, 120_000);
        life.GetLarge(5, deposit, life.Own);
        ShareOut(life, deposit, life.Days(1, 4), 6, 25, life.Days(500, 980));
    }

    public static void LandCompensation(LifeEventScript life)
    {
        long paid = life.Sum(50_000, 200_000);
        life.Get(1, paid, life.Treasury);
        if (life.Chance(500))
        {
            ShareOut(life, paid, life.Days(1, 3), 3, 30, life.Days(300, 900));
        }
    }

    public static void LivestockSale(LifeEventScript life)
    {
        long total = 0;
        int[] traders = [.. Enumerable.Range(0, life.Days(2, 4)).Select(_ => life.Somebody())];
        int sales = life.Days(3, 8);
        for (int i = 0; i < sales; i++)
        {
            long sale = life.Sum(3_000, 26_000);
            life.Get(life.Days(0, 12), sale, traders[i % traders.Length]);
            total += sale;
        }

        life.Pay(life.Days(10, 22), life.Share(total, life.Days(250, 900)), life.Partner(PartyRole.Supplier));
    }

    /// <summary>Used again for small sums, emptied for good, or the place a larger sum of the owner's is sent to.</summary>
    public static void Revival(LifeEventScript life)
    {
        int way = life.Below(100);
        if (way < 55)
        {
            life.PayIn(0, life.Sum(500, 15_000));
            int uses = life.Days(2, 12);
            for (int i = 0; i < uses; i++)
            {
                life.Draw(life.Days(3, 120), life.Sum(100, 2_000));
            }
        }
        else if (way < 80)
        {
            life.Draw(0, life.Balance);
        }
        else
        {
            long sum = life.Sum(10_000, 80_000);
            life.GetLarge(5, sum, life.KinOrFriend(0));
            ShareOut(life, sum, life.Days(1, 4), 6, 60, life.Days(300, 950));
        }
    }

    public static void SentHome(LifeEventScript life)
    {
        long pay = life.Sum(8_000, 55_000);
        life.Get(1, pay, life.Chance(500) ? life.Partner(PartyRole.Employer) : life.Somebody());
        int times = life.Days(1, 3);
        for (int i = 0; i < times; i++)
        {
            life.Pay(life.Days(2, 7), life.Share(pay / times, life.Days(700, 950)), life.Kin(i));
        }
    }

    private static void ShareOut(LifeEventScript life, long sum, int parts, int firstDay, int lastDay, int permille)
    {
        for (int i = 0; i < parts; i++)
        {
            life.Pay(life.Days(firstDay, lastDay), life.Share(sum / parts, permille), life.KinOrFriend(i));
        }
    }
}
