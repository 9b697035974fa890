using System.Diagnostics.CodeAnalysis;

namespace Monitoring.Models.Simulation;

/// <summary>
/// Cases for a run without end: an opening scene in which each kind appears within an hour of the start, then a steady
/// trickle. Accounts are set aside for each kind and serve again after a while; walk-ins are opened as they are needed.
/// </summary>
internal sealed class EndlessSchedule : ICaseSchedule
{
    private const int SetAsidePerKind = 12;

    /// <summary>A walk-in opens the account so long before the case: time for the first small deposit.</summary>
    private const int OpenedBeforeMinutes = 6;

    /// <summary>The opening scene: minutes after the start at which each kind begins. Flat balances need days before it.</summary>
    private static readonly (PatternKind Kind, int Minute)[] Scene =
    [
        (PatternKind.FlatBalance, -6 * 24 * 60), (PatternKind.ZeroOrEmpty, -2), (PatternKind.Overdrawn, 1),
        (PatternKind.SelfDealing, 2), (PatternKind.DormantThenSudden, 3), (PatternKind.RapidRoundTrip, 4),
        (PatternKind.BalanceBreak, 6), (PatternKind.LumpInPiecemealOut, 7), (PatternKind.UnrelatedCounterparty, 9),
        (PatternKind.PiecemealInLumpOut, 12), (PatternKind.SelfOpenedThenLarge, 15), (PatternKind.Structuring, 18),
        (PatternKind.FanIn, 22), (PatternKind.Ring, 28), (PatternKind.FanOut, 34),
    ];

    private readonly Town _town;
    private readonly Dictionary<PatternKind, (CandidatePool Pool, List<int> SetAside)> _pools = [];
    private readonly Queue<(PatternKind Kind, long StartMs)> _due = new();
    private readonly ulong _seed;
    private long _plannedUntilMs;
    private int _count;

    public EndlessSchedule(Town town, StepHeap heap, ref RandomStream random)
    {
        _town = town;
        _seed = random.Next();
        if (town.Options.Patterns.CasesPerDay == 0)
        {
            _plannedUntilMs = long.MaxValue;
            return;
        }

        foreach (var kind in town.Options.Patterns.Kinds.Distinct())
        {
            SetAside(PatternBook.Of(kind), heap, ref random);
        }

        foreach (var (kind, minute) in Scene.Where(entry => _pools.ContainsKey(entry.Kind)))
        {
            _due.Enqueue((kind, Math.Max(town.StartMs + (minute * Instants.MinuteMs), Instants.Midnight(town.FirstDate))));
        }

        _plannedUntilMs = town.StartMs + (3 * Instants.HourMs);
    }

    public bool TryNext(long beforeMs, [MaybeNullWhen(false)] out CaseDraft draft)
    {
        while (_plannedUntilMs < beforeMs)
        {
            PlanDay();
        }

        while (_due.Count > 0 && _due.Peek().StartMs < beforeMs)
        {
            var (kind, startMs) = _due.Dequeue();
            draft = Draft(PatternBook.Of(kind), startMs);
            if (draft is not null)
            {
                return true;
            }
        }

        draft = null;
        return false;
    }

    private void PlanDay()
    {
        var random = new RandomStream(RandomStream.Derive(_seed, (ulong)(_plannedUntilMs / Instants.MinuteMs)));
        var kinds = _pools.Keys.Order().ToArray();
        var starts = new long[_town.Options.Patterns.CasesPerDay];
        for (int i = 0; i < starts.Length; i++)
        {
            starts[i] = random.Between(_plannedUntilMs, _plannedUntilMs + Instants.DayMs - 1);
        }

        Array.Sort(starts);
        foreach (long start in starts)
        {
            _due.Enqueue((kinds[random.Below(kinds.Length)], start));
        }

        _plannedUntilMs += Instants.DayMs;
    }

    /// <summary>Null when no account is free: the kind is left out this time.</summary>
    private CaseDraft? Draft(Pattern pattern, long startMs)
    {
        var random = new RandomStream(RandomStream.Derive(_seed, (ulong)_count++ + 77));
        var (pool, setAside) = _pools[pattern.Kind];
        int main = pattern.OpensAccount ? OpenWalkIn(startMs) : pool.Reuse(setAside, startMs);
        var character = PatternPlanner.Character(pattern, _town.Options.Patterns, ref random);
        return main == Account.None ? null : new CaseDraft(pattern, startMs, main, character);
    }

    private int OpenWalkIn(long startMs)
    {
        int index = _town.Accounts.Count;
        ulong seed = RandomStream.Derive(_town.Options.Seed, (ulong)index);
        return _town.AddCustomer(new Account
        {
            Id = TownBuilder.AccountId(index),
            Seed = seed,
            Population = Population.Newcomer,
            Kind = FeedAccountKind.PersonalSavings,
            Branch = _town.Branches.WithCustomers(RandomStream.Derive(seed, (ulong)Trait.Branch)),
            Link = Account.None,
            Staff = Account.None,
            OpenedMs = startMs - (OpenedBeforeMinutes * Instants.MinuteMs),
            Traits = AccountTraits.WalkIn | AccountTraits.Unannounced | AccountTraits.Taken,
        });
    }

    private void SetAside(Pattern pattern, StepHeap heap, ref RandomStream random)
    {
        var pool = new CandidatePool(_town, pattern, ref random);
        var setAside = new List<int>();
        for (int i = 0; i < SetAsidePerKind && !pattern.OpensAccount; i++)
        {
            int index = pool.Take(_ => true);
            if (index != Account.None)
            {
                pattern.Prepare(index, _town.StartMs, _town, heap, ref random);
                setAside.Add(index);
            }
        }

        _pools.Add(pattern.Kind, (pool, setAside));
    }
}
