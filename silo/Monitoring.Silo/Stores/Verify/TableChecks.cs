using Monitoring.Contracts.Ledger;
using Monitoring.Silo.Journal;

namespace Monitoring.Silo.Stores.Verify;

/// <summary>Checks of the tables beside the journal.</summary>
internal static class TableChecks
{
    private readonly record struct TotalKey(string Branch, string Currency, long Grain, long Kind);

    /// <summary>
    /// Each grain's head is its last entry, and there is none without entries. Heads of entries after the position up to which they were
    /// written may stand at an earlier entry.
    /// </summary>
    public static void Heads(IReadSession session, Dictionary<long, GrainTrail> trails, Findings findings)
    {
        var settled = session.Query(new SqlText("select value from counter where name = 'heads'"), row => row.Int64(0))[0];
        var heads = 0L;
        var earlier = new List<(long Key, long Sequence, long Position, long Balance)>();
        var text = new SqlText(
            """
            select g.key, h.sequence, h.position, h.late, h.balance, h.posting_count, h.posting_sequence
            from grain g left join grain_head h on h.key = g.key
            """);
        session.Visit(text, row =>
        {
            heads++;
            var key = row.Int64(0);
            var trail = trails.GetValueOrDefault(key);
            if (row.Int64(2) != trail.Position && trail.Position > settled)
            {
                earlier.Add((key, row.Int64(1), row.Int64(2), row.Int64(4)));
                return;
            }

            var found = (row.Int64(1), row.Int64(2), row.Int64(3), row.Int64(4), row.Int64(5), row.Int64(6));
            var expected = Expected(trail, found);
            findings.Require(found == expected, StoreFindingKind.Head, $"grain {key}: head {found}, journal {expected}");
        });
        // Not while the rows of another query are read: a session does one thing at a time.
        foreach (var head in earlier) CheckEarlier(session, head, findings);
        findings.Require(heads == trails.Count, StoreFindingKind.Head, $"{heads} grains, of which {trails.Count} have entries");
    }

    /// <summary>Each branch's total is the sum over its accounts.</summary>
    public static void BranchTotals(IReadSession session, Dictionary<long, GrainTrail> trails, Findings findings)
    {
        var sums = new Dictionary<TotalKey, (Int128 Balance, long Accounts)>();
        var grains = new SqlText(
            "select g.branch, g.currency, g.kind, coalesce(g.account_kind, g.settlement_kind, 0), g.key from grain g")
            .Where("g.space = ?", (long)IdSpace.Ledgers);
        session.Visit(grains, row =>
        {
            var key = ReadKey(row);
            var sum = sums.GetValueOrDefault(key);
            sums[key] = (sum.Balance + trails.GetValueOrDefault(row.Int64(4)).Balance, sum.Accounts + 1);
        });
        var totals = new SqlText("select branch, currency, grain_kind, kind, balance_hi, balance_lo, accounts from branch_total");
        session.Visit(totals, row =>
        {
            var key = ReadKey(row);
            var sum = sums.GetValueOrDefault(key);
            sums[key] = (sum.Balance - WideSum.Of(row.Int64(4), row.Int64(5)), sum.Accounts - row.Int64(6));
        });
        foreach (var (key, rest) in sums)
        {
            findings.Require(
                rest == (Int128.Zero, 0L), StoreFindingKind.BranchTotal,
                $"branch {key.Branch} {key.Currency} {(GrainKind)key.Grain} {key.Kind}: {rest.Balance} in {rest.Accounts} are left over");
        }
    }

    /// <summary>Each alert is as its last change left it, and its first change is where it says.</summary>
    public static void Alerts(IReadSession session, Findings findings)
    {
        var text = new SqlText(
            """
            select a.raised_cursor, a.cursor, e.first, e.last, b.record = a.record from alert a
            left join (select alert, min(cursor) as first, max(cursor) as last from alert_event group by alert) e on e.alert = a.id
            left join alert_event b on b.cursor = e.last
            """);
        session.Visit(text, row =>
        {
            var cursor = row.Int64(0);
            findings.Require(
                row.Int64(2) == cursor && row.Int64(3) == row.Int64(1) && row.Int64OrNull(4) == 1, StoreFindingKind.Alert,
                $"alert raised at cursor {cursor} differs from its changes");
        });
        var orphans = new SqlText("select count(*) from alert_event e").Where("not exists (select 1 from alert a where a.id = e.alert)");
        var count = session.Query(orphans, row => row.Int64(0))[0];
        findings.Require(count == 0, StoreFindingKind.Alert, $"{count} changes of alerts that are not there");
    }

    /// <summary>What the head must say; where only archived entries could tell, that is what it says.</summary>
    private static (long, long, long, long, long, long) Expected(
        in GrainTrail trail, (long Sequence, long Position, long Late, long Balance, long Postings, long LastPosting) found)
    {
        var isPart = trail.Archived > 0;
        var late = isPart && trail.Late == 0 ? found.Late : trail.Late;
        var last = isPart && trail.LastPosting <= trail.Archived ? found.LastPosting : trail.LastPosting;
        return (trail.Sequence, trail.Position, late, trail.Balance, isPart ? found.Postings : trail.Postings, last);
    }

    private static void CheckEarlier(
        IReadSession session, (long Key, long Sequence, long Position, long Balance) head, Findings findings)
    {
        var entry = session.TryLinksAt(head.Position);
        findings.Require(
            entry?.Grain == head.Key && entry?.Sequence == head.Sequence && entry?.BalanceAfter == head.Balance, StoreFindingKind.Head,
            $"grain {head.Key}: head {(head.Sequence, head.Position, head.Balance)} is no entry of it but {entry}");
    }

    private static TotalKey ReadKey(IRow row) => new(row.Text(0), row.Text(1), row.Int64(2), row.Int64(3));
}
