using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Queries;
using Monitoring.Silo.Journal;

namespace Monitoring.Silo.Stores.Queries;

/// <summary>Sums the rows of branch totals, one of each writer, in 128 bits.</summary>
internal static class BranchTotalSql
{
    private readonly record struct Key(string Branch, string Currency, GrainKind Grain, byte Kind);

    /// <summary>Totals of branches with the flows of a day, in order.</summary>
    public static List<BranchTotalRow> Read(IReadSession session, IReadOnlyCollection<string>? branches, int day)
    {
        var balances = Sums(session, Totals().WhereIn("branch", branches));
        var flows = Sums(session, Days(day).WhereIn("branch", branches));
        var rows = new List<BranchTotalRow>(balances.Count);
        foreach (var key in balances.Keys.Union(flows.Keys))
        {
            var (balance, accounts) = balances.GetValueOrDefault(key);
            var (debits, credits) = flows.GetValueOrDefault(key);
            var isAccount = key.Grain == GrainKind.Account;
            rows.Add(new BranchTotalRow(
                key.Branch, key.Currency, key.Grain, isAccount ? (AccountKind)key.Kind : null, isAccount ? null : (SettlementKind)key.Kind,
                balance, (long)accounts, debits, credits));
        }

        rows.Sort(Compare);
        return rows;
    }

    private static SqlText Totals() =>
        new("select branch, currency, grain_kind, kind, balance_hi, balance_lo, 0, accounts from branch_total");

    private static SqlText Days(int day) =>
        new SqlText("select branch, currency, grain_kind, kind, debits_hi, debits_lo, credits_hi, credits_lo from branch_day")
            .Where("day = ?", (long)day);

    private static Dictionary<Key, (Int128 First, Int128 Second)> Sums(IReadSession session, SqlText text)
    {
        var sums = new Dictionary<Key, (Int128 First, Int128 Second)>();
        foreach (var (key, first, second) in session.Query(text, ReadRow))
        {
            var sum = sums.GetValueOrDefault(key);
            sums[key] = (sum.First + first, sum.Second + second);
        }

        return sums;
    }

    private static (Key Key, Int128 First, Int128 Second) ReadRow(IRow row) => (
        new Key(row.Text(0), row.Text(1), (GrainKind)row.Int64(2), (byte)row.Int64(3)),
        WideSum.Of(row.Int64(4), row.Int64(5)),
        WideSum.Of(row.Int64(6), row.Int64(7)));

    private static int Compare(BranchTotalRow left, BranchTotalRow right)
    {
        var order = string.CompareOrdinal(left.Branch, right.Branch);
        if (order == 0) order = string.CompareOrdinal(left.Currency, right.Currency);
        if (order == 0) order = left.Grain.CompareTo(right.Grain);
        if (order == 0) order = Nullable.Compare(left.AccountKind, right.AccountKind);
        return order != 0 ? order : Nullable.Compare(left.SettlementKind, right.SettlementKind);
    }
}
