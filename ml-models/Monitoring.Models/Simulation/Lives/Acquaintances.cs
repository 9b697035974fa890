namespace Monitoring.Models.Simulation;

/// <summary>
/// Small dealings with people outside one's circle: a share of a dinner, something second-hand, an odd job, the doctor. They make new
/// counterparties, transfers late at night and round sums a part of ordinary life.
/// </summary>
internal static class Acquaintances
{
    /// <summary>Share of them with somebody who banks here too, permille.</summary>
    private const int InsidePermille = 250;

    /// <summary>Nobody owes a neighbour more.</summary>
    private const long InsideMost = 20_000 * Means.Yuan;

    /// <summary>Dealings a day, permille, by population.</summary>
    private static int Rate(Population population) => population switch
    {
        Population.Worker or Population.Newcomer => 35,
        Population.Student => 60,
        Population.Farmer => 20,
        Population.Shop => 25,
        Population.Company or Population.Wholesaler => 30,
        Population.Pensioner => 8,
        _ => 0,
    };

    public static void Meet(int index, in Account account, Town town, DayBuffer day, ref RandomStream random)
    {
        if (!random.Permille(Rate(account.Population)))
        {
            return;
        }

        // Mostly small; one in fifteen a used scooter, a month's rent, a debt among friends.
        bool isCompany = account.Kind == FeedAccountKind.CorporateCurrent;
        long median = (random.Permille(65) ? 3_500 : 180) * (isCompany ? 4 : 1) * Means.Yuan;
        long amount = Spread.Human(ref random, Spread.Wide(ref random, median));
        long at = day.StartMs + (isCompany ? Hours.Office(ref random) : Hours.Online(ref random));
        if (random.Permille(InsidePermille))
        {
            int other = town.Any(random.Permille(800) ? Population.Worker : Population.Farmer, random.Next());
            if (other != Account.None && other != index)
            {
                bool gets = random.Permille(450) && !isCompany;
                var words = Wording.Of(account, FeedDirection.Debit, FeedChannel.Online, ref random);
                day.Pay(gets ? other : index, gets ? index : other, Math.Min(amount, InsideMost), FeedChannel.Online, words, at);
                return;
            }
        }

        int party = town.Parties.Public(random.Next());
        if (random.Permille(450))
        {
            var says = Wording.Of(account, FeedDirection.Credit, FeedChannel.Transfer, ref random);
            day.Receive(index, amount, FeedChannel.Transfer, party, says, at);
            return;
        }

        var channel = random.Permille(750) ? FeedChannel.Online : FeedChannel.Transfer;
        day.Spend(index, amount, channel, party, Wording.Of(account, FeedDirection.Debit, channel, ref random), at);
    }
}
