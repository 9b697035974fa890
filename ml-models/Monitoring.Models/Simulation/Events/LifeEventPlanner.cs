namespace Monitoring.Models.Simulation;

/// <summary>
/// Decides year by year who has which event on which day, and lays each out when its day comes. What one account has follows from its
/// own seed and the year alone.
/// </summary>
internal sealed class LifeEventPlanner(Town town, StepHeap heap)
{
    private const int YearDays = 365;
    private const ulong Tag = 0x11FE;

    /// <summary>A newcomer's events wait until the account has been open so long, days.</summary>
    private const int SettledDays = 6;

    private readonly List<(int Day, int Account, LifeEventKind Kind)> _planned = [];
    private int _next;

    /// <summary>Lays out what begins on the day.</summary>
    public void OpenDay(in Today today)
    {
        if (town.Options.LifeEventsPermille == 0)
        {
            return;
        }

        if (today.Index % YearDays == 0)
        {
            PlanYear(today.Index);
        }

        for (; _next < _planned.Count && _planned[_next].Day == today.Index; _next++)
        {
            Begin(_planned[_next].Account, _planned[_next].Kind, today);
        }
    }

    private void PlanYear(int firstDay)
    {
        _planned.Clear();
        _next = 0;
        for (int i = 0; i < town.CustomerCount; i++)
        {
            ref var account = ref town.Accounts[i];
            var random = new RandomStream(RandomStream.Derive(account.Seed, Tag + (ulong)firstDay));
            var kind = Draw(LifeEventRates.Of(account.Population), ref random);
            if (kind != LifeEventKind.None && !account.Is(AccountTraits.Silent))
            {
                _planned.Add((firstDay + random.Below(YearDays), i, kind));
            }
        }

        _planned.Sort();
    }

    private LifeEventKind Draw((LifeEventKind Kind, int Permille)[] rates, ref RandomStream random)
    {
        int drawn = random.Below(1_000_000);
        foreach (var (kind, permille) in rates)
        {
            drawn -= permille * town.Options.LifeEventsPermille;
            if (drawn < 0)
            {
                return kind;
            }
        }

        return LifeEventKind.None;
    }

    private void Begin(int index, LifeEventKind kind, in Today today)
    {
        ref var account = ref town.Accounts[index];
        if (account.Population == Population.Newcomer)
        {
            // The first weeks of an account are when such things happen to newcomers, if it is open by then.
            if (account.OpenedMs + (SettledDays * Instants.DayMs) > today.StartMs)
            {
                return;
            }
        }

        var seed = RandomStream.Derive(account.Seed, Tag ^ ((ulong)today.Index << 20));
        LifeEventBook.Play(kind, new LifeEventScript(town, heap, index, kind, today.StartMs, seed));
    }
}
