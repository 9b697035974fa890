namespace Monitoring.Models.Simulation;

/// <summary>The accounts that suit a pattern, in an order drawn by lot; each serves once, or again after a while.</summary>
internal sealed class CandidatePool
{
    private readonly Town _town;
    private readonly Pattern _pattern;
    private readonly int[] _order;
    private readonly Dictionary<int, long> _lastUsedMs = [];
    private int _next;

    public CandidatePool(Town town, Pattern pattern, ref RandomStream random)
    {
        _town = town;
        _pattern = pattern;
        _order = [.. Enumerable.Range(0, town.CustomerCount).Where(i => Suits(town.Accounts[i]))];
        for (int i = _order.Length - 1; i > 0; i--)
        {
            int other = random.Below(i + 1);
            (_order[i], _order[other]) = (_order[other], _order[i]);
        }
    }

    private bool Suits(in Account account) =>
        _town.Options.Patterns.IsLifelike ? _pattern.SuitsLifelike(account) : _pattern.Suits(account);

    /// <summary>How many accounts suit, taken or not.</summary>
    public int Size => _order.Length;

    /// <summary>An account that no other case has; <see cref="Account.None"/> when there is none left.</summary>
    public int Take(Func<int, bool> fits)
    {
        while (_next < _order.Length)
        {
            int index = _order[_next++];
            ref var account = ref _town.Accounts[index];
            if (!account.Is(AccountTraits.Taken) && fits(index))
            {
                account.Traits |= AccountTraits.Taken;
                return index;
            }
        }

        return Account.None;
    }

    /// <summary>An account set aside earlier whose last case is long enough ago.</summary>
    public int Reuse(IReadOnlyList<int> setAside, long atMs)
    {
        long cooldownMs = _pattern.CooldownDays * Instants.DayMs;
        foreach (int index in setAside)
        {
            long moved = _pattern.Kind == PatternKind.DormantThenSudden ? _town.Accounts[index].LastCustomerMs : 0;
            long last = Math.Max(_lastUsedMs.GetValueOrDefault(index), moved);
            if (last + cooldownMs < atMs)
            {
                _lastUsedMs[index] = atMs;
                return index;
            }
        }

        return Account.None;
    }
}
