namespace Monitoring.Models.Simulation;

/// <summary>What a pattern lays its steps out with: times, amounts, parties, and the steps themselves.</summary>
internal sealed class CaseBuilder(Town town, StepHeap heap, OpenCase planted, ulong seed, bool compressed)
{
    /// <summary>A compressed case is over in about this long.</summary>
    private const long CompressedMs = 12 * Instants.MinuteMs;

    private const int StrangersPerCase = 64;

    private readonly Disguise _disguise = planted.Character.Disguise;
    private readonly PatternShape? _shape = planted.Character.Shape;
    private RandomStream _random = new(seed);
    private RandomStream _words = new(RandomStream.Derive(seed, 0x3A));
    private int _strangers;

    public ref RandomStream Random => ref _random;

    public Town Town => town;

    public int Main => planted.Accounts[0].Account;

    public long BeginsMs => planted.BeginsMs;

    /// <summary>1 to 100.</summary>
    public int Strength => planted.Character.Strength;

    /// <summary>The case keeps the hours and words of ordinary life, and its shape is drawn dimension by dimension.</summary>
    public bool IsLifelike => _shape is not null;

    public bool IsCompressed => compressed;

    public bool Has(Disguise disguise) => (_disguise & disguise) != 0;

    /// <summary>The state is complete only at the mark.</summary>
    public void EndsAtMark() => planted.EndsAtMark = true;

    /// <summary>The main account lives no ordinary life until the case is over.</summary>
    public void SilenceMain()
    {
        town.Accounts[Main].Traits |= AccountTraits.Silent;
        planted.SilencesMain = true;
    }

    /// <summary>A party the account has not dealt with: somebody of the public in a lifelike case, else one nobody in the bank knows.</summary>
    public int Stranger() => IsLifelike
        ? town.Parties.Public(_random.Next())
        : town.Parties.Stranger((planted.Number * StrangersPerCase) + (_strangers++ % StrangersPerCase));

    public int[] Strangers(int count) => [.. Enumerable.Range(0, count).Select(_ => Stranger())];

    /// <summary>Accounts of the bank that help, each in one case only while there are enough; fewer in a small bank.</summary>
    public int[] Helpers(int count, CaseRole role, Func<Account, bool> suits)
    {
        var found = new List<int>();
        for (int tries = 0; tries < 40 * count && found.Count < count; tries++)
        {
            int index = _random.Below(town.CustomerCount);
            ref var account = ref town.Accounts[index];
            bool isFree = !account.Is(AccountTraits.Taken | AccountTraits.Involved | AccountTraits.Silent) || tries > 30 * count;
            bool isOpen = account.OpenedMs + Instants.DayMs < BeginsMs && account.Reported == 0;
            if (isFree && isOpen && suits(account) && !found.Contains(index) && !planted.Accounts.Exists(entry => entry.Account == index))
            {
                account.Traits |= AccountTraits.Involved;
                found.Add(index);
            }
        }

        planted.Accounts.AddRange(found.Select(index => (index, role)));
        return [.. found];
    }

    /// <summary>A span of time, far shorter in a compressed case; as the shape has it in a lifelike one.</summary>
    public long Span(long normalMs) => _shape is { } shape
        ? normalMs * shape.SpanPermille / 1000
        : compressed ? Math.Min(normalMs, CompressedMs) : normalMs;

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
                bool atNight = Has(Disguise.AtNight) && !(IsLifelike && channel == FeedChannel.Counter);
                long ofDay = atNight ? _random.Between(0, 5 * Instants.HourMs) : Hours.Of(channel, ref _random);
                at = (at / Instants.DayMs * Instants.DayMs) + ofDay;
            }

            times[i] = Kept(channel, Math.Max(at, fromMs));
        }

        Array.Sort(times);
        return times;
    }

    /// <summary>In a lifelike case, the instant or the next one at which the counter is open.</summary>
    public long Kept(FeedChannel channel, long atMs) =>
        IsLifelike && channel == FeedChannel.Counter ? Hours.AtCounter(atMs, ref _random) : atMs;

    /// <summary>
    /// A sum that is surely large for the account, the larger the stronger; well beneath the limit of its kind when disguised so.
    /// </summary>
    public long LargeFor(int account)
    {
        ref var owner = ref town.Accounts[account];
        if (_shape is { } shape)
        {
            long whole = Has(Disguise.BeneathLimits) ? Means.Limit(owner) : Means.SurelyLarge(owner);
            return Natural(whole * shape.AmountPermille / 1000 * _random.Between(960, 1030) / 1000);
        }

        long amount = Has(Disguise.BeneathLimits)
            ? Means.Limit(owner) * _random.Between(45, 92) / 100
            : Means.SurelyLarge(owner) * (100 + (Strength * 2)) / 100;
        return Natural(amount);
    }

    /// <summary>Round thousands, or to the cent as ordinary life has them.</summary>
    public long Natural(long amount) => IsLifelike
        ? Has(Disguise.OddAmounts) ? Math.Max(1, amount - _random.Below(90_000)) : Spread.Human(ref _random, amount)
        : Has(Disguise.OddAmounts) ? amount - _random.Below(90_000) : Spread.Round(amount, 1_000 * Means.Yuan);

    /// <summary>What leaves of what came in, permille: nearly all, or clearly less when part is kept.</summary>
    public int PassedPermille() => _shape is { } shape ? 1000 - shape.KeptPermille : Has(Disguise.PartKept) ? (int)_random.Between(600, 800) : (int)_random.Between(945, 985);

    /// <summary>What leaves at once of what was gathered, permille: nearly all, since ordinary income adds to the pieces.</summary>
    public int GatheredPermille() => IsLifelike || Has(Disguise.PartKept) ? PassedPermille() : (int)_random.Between(980, 998);

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
        // Not a whole number of minutes after the step before it: people's clocks have seconds.
        long at = IsLifelike ? Kept(intent.Channel, intent.AtMs) + _random.Below((int)Instants.MinuteMs) : intent.AtMs;
        var says = Wording.Of(town.Accounts[intent.Account], intent.Direction, intent.Channel, ref _words);
        heap.Add(intent with { AtMs = at, Case = planted.Number, Branch = branch, Narrative = says });
    }
}
