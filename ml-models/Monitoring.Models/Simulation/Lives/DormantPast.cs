namespace Monitoring.Models.Simulation;

/// <summary>
/// The last movements of half of the dormant accounts, long before the start, with the interest since; of the other half the
/// feed knows nothing but the opening date. In an endless run all of them have such a past.
/// </summary>
internal sealed class DormantPast(Town town, StepHeap heap)
{
    private const int LastMovementDaysMin = 210;
    private const int LastMovementDaysMax = 900;

    /// <summary>Interest older than this is left out: history stays small.</summary>
    private const int InterestDays = 200;

    public void Write()
    {
        if (!town.Options.DormantHistory)
        {
            return;
        }

        foreach (int index in town.Of(Population.Dormant))
        {
            ref var account = ref town.Accounts[index];
            if (town.Options.Days is null || account.Trait(Trait.History, 2) == 0)
            {
                WriteOne(index, account);
            }
        }

        WriteInterest();
    }

    private void WriteOne(int index, in Account account)
    {
        var random = account.Stream(Trait.History);
        long first = Instants.Midnight(town.FirstDate);
        long last = first - (random.Between(LastMovementDaysMin, LastMovementDaysMax) * Instants.DayMs);
        for (int i = 2; i >= 0; i--)
        {
            var direction = i == 1 ? FeedDirection.Credit : FeedDirection.Debit;
            long amount = Spread.Round(Spread.Middle(ref random, 260 * Means.Yuan), 10 * Means.Yuan);
            long at = last - (i * 9 * Instants.DayMs) + Hours.Counter(ref random);
            heap.Add(Intent.Single(index, direction, amount, FeedChannel.Counter, at)
                with
            { Narrative = direction == FeedDirection.Credit ? Narrative.CashDeposit : Narrative.Cash });
        }
    }

    private void WriteInterest()
    {
        for (int ago = InterestDays; ago > 0; ago--)
        {
            var date = town.FirstDate.AddDays(-ago);
            if (date.Day != 21 || date.Month % 3 != 0)
            {
                continue;
            }

            foreach (int index in town.Of(Population.Dormant))
            {
                var random = new RandomStream(RandomStream.Derive(town.Accounts[index].Seed, (ulong)date.DayNumber));
                heap.Add(LifeBook.Interest(index, 500, Instants.Midnight(date) + Hours.NightBatch(ref random)));
            }
        }
    }
}
