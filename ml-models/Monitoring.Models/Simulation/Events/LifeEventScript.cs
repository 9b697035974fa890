namespace Monitoring.Models.Simulation;

/// <summary>What an event is laid out with: days from its beginning, sums in yuan, the people around the account and the public.</summary>
internal sealed class LifeEventScript(Town town, StepHeap heap, int index, LifeEventKind kind, long startMs, ulong seed)
{
    /// <summary>Share of large dealings with somebody new that begin with a small deposit or a trial transfer, permille.</summary>
    private const int TrialPermille = 850;

    /// <summary>Share of the public that are customers of this bank, permille.</summary>
    private const int InsidePermille = 200;

    /// <summary>Greater sums go to sellers and firms elsewhere.</summary>
    private const long InsideMost = 45_000 * Means.Yuan;

    private RandomStream _random = new(seed);

    public ref Account Account => ref town.Accounts[index];

    /// <summary>The account of the same person or firm at another bank.</summary>
    public int Own => town.UsualParty(Account, PartyRole.Relative, 9);

    public int Treasury => town.UsualParty(Account, PartyRole.Treasury);

    public int Insurance => town.UsualParty(Account, PartyRole.SocialInsurance);

    public int School => town.UsualParty(Account, PartyRole.School);

    public bool IsCompany => Account.Kind == FeedAccountKind.CorporateCurrent;

    /// <summary>What the account holds when the event begins, minor units.</summary>
    public long Balance => Account.Balance;

    public int Below(int bound) => _random.Below(bound);

    public int Days(int low, int high) => (int)_random.Between(low, high);

    public bool Chance(int permille) => _random.Permille(permille);

    public int Kin(int which) => town.UsualParty(Account, PartyRole.Relative, which & 3);

    public int Partner(PartyRole role) => town.UsualParty(Account, role, _random.Below(4));

    public int Somebody() => town.Parties.Public(_random.Next());

    /// <summary>A relative, or as often somebody the account has not dealt with.</summary>
    public int KinOrFriend(int which) => Chance(500) ? Kin(which) : Somebody();

    /// <summary>A sum as people choose it, minor units, between bounds in yuan.</summary>
    public long Sum(long low, long high) => Spread.Human(ref _random, _random.Between(low, high) * Means.Yuan);

    /// <summary>A share of a sum, permille, as people choose it.</summary>
    public long Share(long sum, int permille) => Spread.Human(ref _random, Math.Max(Means.Yuan, sum * permille / 1000));

    public void Get(int day, long amount, int party) => Book(day, FeedDirection.Credit, amount, FeedChannel.Transfer, party);

    /// <summary>A payment; some of the public bank here too.</summary>
    public void Pay(int day, long amount, int party)
    {
        bool isInside = PartyBook.IsPublic(party) && amount <= InsideMost && Chance(InsidePermille);
        int other = isInside ? town.Any(Population.Worker, _random.Next()) : Simulation.Account.None;
        if (other != Simulation.Account.None && other != index)
        {
            long at = startMs + (day * Instants.DayMs) + Hour(FeedChannel.Online);
            var says = Wording.Of(Account, FeedDirection.Debit, FeedChannel.Online, ref _random);
            heap.Add(Intent.Transfer(index, other, Math.Max(1, amount), FeedChannel.Online, at) with { Narrative = says, Event = kind });
            return;
        }

        Book(day, FeedDirection.Debit, amount, Chance(700) ? FeedChannel.Online : FeedChannel.Transfer, party);
    }

    public void PayIn(int day, long amount) => Book(day, FeedDirection.Credit, amount, FeedChannel.Counter, PartyBook.None);

    public void Draw(int day, long amount) => Book(day, FeedDirection.Debit, amount, FeedChannel.Counter, PartyBook.None);

    /// <summary>A large sum that comes; with a party not dealt with before, mostly after a small trial.</summary>
    public void GetLarge(int day, long amount, int party)
    {
        if (Chance(TrialPermille))
        {
            Get(Math.Max(0, day - Days(1, 3)), Sum(1, 200), party);
        }

        Get(Math.Max(4, day), amount, party);
    }

    /// <summary>A large sum that goes; mostly after a deposit.</summary>
    public void PayLarge(int day, long amount, int party)
    {
        long deposit = Math.Min(Share(amount, Days(30, 120)), 20_000 * Means.Yuan);
        bool isTried = Chance(TrialPermille);
        if (isTried)
        {
            Pay(Math.Max(0, day - Days(2, 12)), deposit, party);
        }

        Pay(day, isTried ? amount - deposit : amount, party);
    }

    private void Book(int day, FeedDirection direction, long amount, FeedChannel channel, int party)
    {
        long at = startMs + (day * Instants.DayMs) + Hour(channel);
        at = channel == FeedChannel.Counter ? Hours.AtCounter(at, ref _random) : at;
        var says = Wording.Of(Account, direction, channel, ref _random);
        heap.Add(Intent.Single(index, direction, Math.Max(1, amount), channel, at) with { Party = party, Narrative = says, Event = kind });
    }

    private long Hour(FeedChannel channel) => channel switch
    {
        FeedChannel.Counter => Hours.Counter(ref _random),
        _ when IsCompany => Hours.Office(ref _random),
        _ => Hours.Online(ref _random),
    };
}
