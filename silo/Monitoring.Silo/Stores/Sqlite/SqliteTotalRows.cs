using Monitoring.Grains.Journal;
using Monitoring.Silo.Journal;

namespace Monitoring.Silo.Stores.Sqlite;

/// <summary>Rows of totals, written once for a whole group.</summary>
internal sealed class SqliteTotalRows(SqliteSession session, int writer)
{
    /// <summary>Adds a group's changes.</summary>
    public void Add(BranchTotals totals)
    {
        foreach (var (key, sums) in totals.InOrder())
        {
            if (key.Day == 0) AddTotal(key, sums);
            if (sums.Debits != 0 || sums.Credits != 0) AddDay(key, sums);
        }
    }

    /// <summary>Counts postings of the bank's whole life.</summary>
    public void CountPostings(long postings)
    {
        var update = session.Prepare("update counter set value = value + ?1 where name = 'postings'");
        update.Bind(1, postings);
        update.Run();
    }

    private void AddTotal(in BranchTotalKey key, BranchSums sums)
    {
        var upsert = session.Prepare(
            """
            insert into branch_total (writer, branch, currency, grain_kind, kind, balance_hi, balance_lo, accounts)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            on conflict (writer, branch, currency, grain_kind, kind) do update set
              balance_hi = balance_hi + excluded.balance_hi + ((balance_lo + excluded.balance_lo) >> 32),
              balance_lo = (balance_lo + excluded.balance_lo) & 4294967295,
              accounts = accounts + excluded.accounts
            """);
        upsert.Bind(1, writer);
        upsert.Bind(2, key.Branch);
        upsert.Bind(3, key.Currency);
        upsert.Bind(4, (long)key.Grain);
        upsert.Bind(5, key.Kind);
        Bind(upsert, 6, sums.Balance);
        upsert.Bind(8, sums.Accounts);
        upsert.Run();
    }

    private void AddDay(in BranchTotalKey key, BranchSums sums)
    {
        var upsert = session.Prepare(
            """
            insert into branch_day (writer, day, branch, currency, grain_kind, kind, debits_hi, debits_lo, credits_hi, credits_lo)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
            on conflict (writer, day, branch, currency, grain_kind, kind) do update set
              debits_hi = debits_hi + excluded.debits_hi + ((debits_lo + excluded.debits_lo) >> 32),
              debits_lo = (debits_lo + excluded.debits_lo) & 4294967295,
              credits_hi = credits_hi + excluded.credits_hi + ((credits_lo + excluded.credits_lo) >> 32),
              credits_lo = (credits_lo + excluded.credits_lo) & 4294967295
            """);
        upsert.Bind(1, writer);
        upsert.Bind(2, key.Day);
        upsert.Bind(3, key.Branch);
        upsert.Bind(4, key.Currency);
        upsert.Bind(5, (long)key.Grain);
        upsert.Bind(6, key.Kind);
        Bind(upsert, 7, sums.Debits);
        Bind(upsert, 9, sums.Credits);
        upsert.Run();
    }

    private static void Bind(SqliteStatement statement, int first, Int128 sum)
    {
        statement.Bind(first, WideSum.High(sum));
        statement.Bind(first + 1, WideSum.Low(sum));
    }
}
