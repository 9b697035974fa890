namespace Monitoring.Models.Simulation;

/// <summary>What households save, borrow and pay for.</summary>
internal static class HouseholdEvents
{
    public static void HousePurchase(LifeEventScript life)
    {
        long total = 0;
        int lenders = life.Days(2, 6);
        for (int i = 0; i < lenders; i++)
        {
            long lent = life.Sum(5_000, 45_000);
            life.Get(life.Days(1, 20), lent, life.KinOrFriend(i));
            total += lent;
        }

        long savings = life.Sum(20_000, 90_000);
        life.GetLarge(life.Days(5, 20), savings, life.Own);
        life.PayLarge(life.Days(24, 45), life.Share(total + savings, life.Days(900, 1000)), life.Somebody());
    }

    public static void CarPurchase(LifeEventScript life)
    {
        long savings = life.Sum(15_000, 75_000);
        life.GetLarge(life.Days(4, 8), savings, life.Own);
        life.PayLarge(life.Days(9, 25), life.Share(savings, life.Days(850, 1000)), life.Somebody());
    }

    public static void Wedding(LifeEventScript life)
    {
        int guests = life.Days(15, 45);
        for (int i = 0; i < guests; i++)
        {
            life.Get(life.Days(0, 4), life.Sum(200, 2_000), life.KinOrFriend(i));
        }

        long cash = life.Sum(8_000, 45_000);
        life.PayIn(life.Days(3, 6), cash);
        life.Pay(life.Days(5, 9), life.Sum(6_000, 30_000), life.Somebody());
        if (life.Chance(300))
        {
            life.PayLarge(life.Days(14, 40), life.Share(cash, 900), life.Somebody());
        }
    }

    public static void LentAndReturned(LifeEventScript life)
    {
        long amount = life.Sum(5_000, 60_000);
        if (life.Chance(600))
        {
            life.GetLarge(4, amount + life.Sum(100, 3_000), life.Own);
        }
        else
        {
            amount = Math.Min(amount, life.Balance * 6 / 10);
        }

        if (amount < 2_000 * Means.Yuan)
        {
            return;
        }

        int borrower = life.KinOrFriend(0);
        life.Pay(6, amount, borrower);
        int pieces = life.Days(1, 3);
        for (int i = 0; i < pieces; i++)
        {
            life.Get(life.Days(9, 110), amount / pieces, borrower);
        }
    }

    public static void BorrowedAndRepaid(LifeEventScript life)
    {
        long amount = life.IsCompany ? life.Sum(40_000, 260_000) : life.Sum(5_000, 70_000);
        int lender = life.KinOrFriend(0);
        life.GetLarge(4, amount, lender);
        life.Pay(life.Days(5, 7), life.Share(amount, life.Days(800, 980)), life.Somebody());
        int due = life.Days(9, 60);
        life.GetLarge(due - 2, amount + life.Sum(200, 4_000), life.Own);
        life.Pay(due, amount, lender);
    }

    public static void Renovation(LifeEventScript life)
    {
        long savings = life.Sum(20_000, 100_000);
        life.GetLarge(life.Days(4, 6), savings, life.Own);
        int jobs = life.Days(6, 18);
        int length = life.Chance(200) ? life.Days(6, 12) : life.Days(20, 60);
        int[] craftsmen = [.. Enumerable.Range(0, life.Days(3, 7)).Select(_ => life.Somebody())];
        for (int i = 0; i < jobs; i++)
        {
            life.Pay(7 + life.Below(length), life.Share(savings / jobs, life.Days(600, 1150)), craftsmen[i % craftsmen.Length]);
        }
    }

    public static void Illness(LifeEventScript life)
    {
        int helpers = life.Days(3, 10);
        for (int i = 0; i < helpers; i++)
        {
            life.Get(life.Days(0, 10), life.Sum(500, 15_000), life.KinOrFriend(i));
        }

        int hospital = life.Somebody();
        int bills = life.Days(2, 6);
        for (int i = 0; i < bills; i++)
        {
            life.Pay(life.Days(1, 25), life.Sum(2_000, 12_000), hospital);
        }

        life.Get(life.Days(30, 70), life.Sum(5_000, 25_000), life.Insurance);
    }

    public static void GroupOrder(LifeEventScript life)
    {
        int seller = life.Somebody();
        int weeks = life.Days(4, 10);
        for (int week = 0; week < weeks; week++)
        {
            long total = 0;
            int orders = life.Days(8, 25);
            for (int i = 0; i < orders; i++)
            {
                long order = life.Sum(20, 400);
                life.Get((week * 7) + life.Days(0, 3), order, life.Somebody());
                total += order;
            }

            life.Pay((week * 7) + 5, total * 9 / 10, seller);
        }
    }

    public static void TuitionLump(LifeEventScript life)
    {
        long fees = life.Sum(6_000, 20_000);
        life.Get(1, fees, life.Kin(0));
        life.Pay(life.Days(2, 6), fees, life.School);
    }
}
