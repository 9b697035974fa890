namespace Monitoring.Models.Simulation;

/// <summary>What a pattern lays its steps out with: times, amounts, parties, and the steps themselves.</summary>
internal sealed class CaseBuilder(Town town, StepHeap heap, OpenCase planted, ulong seed, bool compressed)
{
    /// <summary>A compressed case is over in about this long.</summary>
    private const long CompressedMs = 12 * Instants.MinuteMs;

    private const int StrangersPerCase = 64;

    private RandomStream _random = new(seed);
    private int _strangers;

    public ref RandomStream Random => ref _random;

    public Town Town => town;

    public int Main => planted.Accounts[0];

    public long BeginsMs => planted.BeginsMs;

    /// <summary>1 to 100.</summary>
    public int Strength => planted.Strength;

    public bool IsCompressed => compressed;

    public bool Has(Disguise disguise) => (planted.Disguise & disguise) != 0;

    /// <summary>The state is complete only at the mark.</summary>
    public void EndsAtMark() => planted.EndsAtMark = true;

    /// <summary>A party nobody in the bank has dealt with.</summary>
    public int Stranger() => PartyBook.Stranger((planted.Number * StrangersPerCase) + (_strangers++ % StrangersPerCase));

    public int[] Strangers(int count) => [.. Enumerable.Range(0, count).Select(_ => Stranger())];

    /// <summary>Accounts of the bank that help, each in one case only while there are enough; fewer in a small bank.</summary>
    public int[] Helpers(int count, Func<Account, bool> suits)
    {
        var found = new List<int>();
        for (int tries = 0; tries < 40 * count && found.Count < count; tries++)
        {
            int index = _random.Below(town.CustomerCount);
            ref var account = ref town.Accounts[index];
            bool isFree = !account.Is(AccountTraits.Taken | AccountTraits.Involved | AccountTraits.Silent) || tries > 30 * count;
            bool isOpen = account.OpenedMs + Instants.DayMs < BeginsMs && account.Reported == 0;
            if (isFree && isOpen && suits(account) && !found.Contains(index) && !planted.Accounts.Contains(index))
            {
                account.Traits |= AccountTraits.Involved;
                found.Add(index);
            }
        }

        planted.Accounts.AddRange(found);
        return [.. found];
    }

    /// <summary>A span of time, far shorter in a compressed case.</summary>
    public long Span(long normalMs) => compressed ? Math.Min(normalMs, CompressedMs) : normalMs;

    /// <summary>Weeks instead of days for a case stretched beyond the rules' windows.</summary>
    public long DaysOrWeeks(int days) => Span((Has(Disguise.OverWeeks) ? 20 : days) * Instants.DayMs);

    /// <summary>Ascending instants over a span; over several days they keep the hours of their channel.</summary>
    public long[] Times(int count, long fromMs, long spanMs, FeedChannel channel)
    {
        long[] times = new long[count];
        for (int i = 0; i < count; i++)
        {
            long at = fromMs + (spanMs * ((i * 100) + _random.Below(90)) / (100 * count));
            if (spanMs >= 2 * Instants.DayMs)
            {
                long ofDay = Has(Disguise.AtNight) ? _random.Between(0, 5 * Instants.HourMs) : Hours.Of(channel, ref _random);
                at = (at / Instants.DayMs * Instants.DayMs) + ofDay;
            }

            times[i] = Math.Max(at, fromMs);
        }

        Array.Sort(times);
        return times;
    }

    /// <summary>
    /// A sum that is surely large for the account, the larger the stronger; well beneath the limit of its kind when disguised so.
    /// </summary>
    public long LargeFor(int account)
    {
        ref var owner = ref town.Accounts[account];
        long amount = Has(Disguise.BeneathLimits)
            ? Means.Limit(owner) * _random.Between(45, 92) / 100
            : Means.SurelyLarge(owner) * (100 + (Strength * 2)) / 100;
        return Natural(amount);
    }

    /// <summary>Round thousands, or to the cent as ordinary life has them.</summary>
    public long Natural(long amount) =>
        Has(Disguise.OddAmounts) ? amount - _random.Below(90_000) : Spread.Round(amount, 1_000 * Means.Yuan);

    /// <summary>What leaves of what came in, permille: nearly all, or clearly less when part is kept.</summary>
    public int PassedPermille() => Has(Disguise.PartKept) ? (int)_random.Between(600, 800) : (int)_random.Between(945, 985);

    /// <summary>What leaves at once of what was gathered, permille: nearly all, since ordinary income adds to the pieces.</summary>
    public int GatheredPermille() => Has(Disguise.PartKept) ? PassedPermille() : (int)_random.Between(980, 998);

    /// <summary>Cuts a sum into uneven parts that add up to it.</summary>
    public long[] Split(long total, int parts)
    {
        long[] cut = new long[parts];
        long unit = Has(Disguise.OddAmounts) ? 1 : 10 * Means.Yuan;
        long left = total;
        for (int i = 0; i < parts - 1; i++)
        {
            long even = left / (parts - i);
            cut[i] = Spread.Round(even * _random.Between(75, 125) / 100, unit);
            left -= cut[i];
        }

        cut[parts - 1] = left;
        return cut;
    }

    public void Credit(int account, long amount, FeedChannel channel, int party, long atMs) =>
        Step(Intent.Single(account, FeedDirection.Credit, amount, channel, atMs) with { Party = party });

    public void Debit(int account, long amount, FeedChannel channel, int party, long atMs) =>
        Step(Intent.Single(account, FeedDirection.Debit, amount, channel, atMs) with { Party = party });

    public void Pay(int from, int to, long amount, FeedChannel channel, long atMs) =>
        Step(Intent.Transfer(from, to, amount, channel, atMs));

    /// <summary>Ends the case without a posting.</summary>
    public void Mark(long atMs) =>
        Step(Intent.Single(Main, FeedDirection.Credit, 0, FeedChannel.Batch, atMs) with { Kind = IntentKind.Mark });

    /// <summary>Adds a step. Counter steps go to several branches when the case hides so.</summary>
    public void Step(in Intent intent)
    {
        short branch = intent.Branch;
        if (branch < 0 && Has(Disguise.OverBranches) && intent.Channel == FeedChannel.Counter)
        {
            branch = (short)town.Branches.WithCustomers(_random.Next());
        }

        planted.StepsLeft++;
        heap.Add(intent with { Case = planted.Number, Branch = branch, Narrative = Narrative.Payment });
    }
}
