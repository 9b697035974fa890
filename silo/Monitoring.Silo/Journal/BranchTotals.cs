using Monitoring.Grains.Journal;

namespace Monitoring.Silo.Journal;

/// <summary>
/// Gathers the changes of branch totals of a transaction, so that each row is written once, in the order of keys: writers of several
/// processes then never wait for each other in a circle.
/// </summary>
internal sealed class BranchTotals
{
    private readonly Dictionary<BranchTotalKey, BranchSums> _sums = [];

    /// <summary>Forgets everything.</summary>
    public void Clear() => _sums.Clear();

    /// <summary>Adds a decision's change; balance and flows of one change belong to different rows.</summary>
    public void Add(in BranchDelta delta)
    {
        if (delta.Balance != 0 || delta.Accounts != 0)
        {
            var sums = SumsOf(delta.Target.Day == 0 ? delta.Target : delta.Target with { Day = 0 });
            sums.Balance += delta.Balance;
            sums.Accounts += delta.Accounts;
        }

        if (delta.Debits != 0 || delta.Credits != 0)
        {
            var sums = SumsOf(delta.Target);
            sums.Debits += delta.Debits;
            sums.Credits += delta.Credits;
        }
    }

    /// <summary>The changes in the order of keys.</summary>
    public IEnumerable<(BranchTotalKey Key, BranchSums Sums)> InOrder() => _sums
        .Where(pair => !pair.Value.IsZero)
        .OrderBy(pair => pair.Key.Day)
        .ThenBy(pair => pair.Key.Branch, StringComparer.Ordinal)
        .ThenBy(pair => pair.Key.Currency, StringComparer.Ordinal)
        .ThenBy(pair => pair.Key.Grain)
        .ThenBy(pair => pair.Key.Kind)
        .Select(pair => (pair.Key, pair.Value));

    private BranchSums SumsOf(BranchTotalKey key)
    {
        if (_sums.TryGetValue(key, out var sums)) return sums;
        sums = new BranchSums();
        _sums.Add(key, sums);
        return sums;
    }
}
