using Monitoring.Grains.Journal;
using Monitoring.Silo.Journal;
using Npgsql;

namespace Monitoring.Silo.Stores.Postgres;

/// <summary>Rows of totals, written once for a whole group.</summary>
internal sealed class PostgresTotalRows
{
    /// <summary>Groups of all processes follow each other, so that they share their rows.</summary>
    private const int Writer = 1;

    private readonly ArrayRows _totals = new(
        $"""
        insert into branch_total as t (writer, grain_kind, kind, balance_hi, balance_lo, accounts, branch, currency)
        select {Writer}, * from unnest($1, $2, $3, $4, $5, $6, $7)
        on conflict (writer, branch, currency, grain_kind, kind) do update set
          balance_hi = t.balance_hi + excluded.balance_hi + ((t.balance_lo + excluded.balance_lo) >> 32),
          balance_lo = (t.balance_lo + excluded.balance_lo) & 4294967295,
          accounts = t.accounts + excluded.accounts
        """);

    private readonly ArrayRows _days = new(
        $"""
        insert into branch_day as t (writer, grain_kind, kind, day, debits_hi, debits_lo, credits_hi, credits_lo, branch, currency)
        select {Writer}, * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (day, branch, currency, grain_kind, kind, writer) do update set
          debits_hi = t.debits_hi + excluded.debits_hi + ((t.debits_lo + excluded.debits_lo) >> 32),
          debits_lo = (t.debits_lo + excluded.debits_lo) & 4294967295,
          credits_hi = t.credits_hi + excluded.credits_hi + ((t.credits_lo + excluded.credits_lo) >> 32),
          credits_lo = (t.credits_lo + excluded.credits_lo) & 4294967295
        """);

    private readonly List<long>[] _totalNumbers;
    private readonly List<string?>[] _totalTexts;
    private readonly List<long>[] _dayNumbers;
    private readonly List<string?>[] _dayTexts;

    public PostgresTotalRows()
    {
        _totalNumbers = [.. Enumerable.Range(0, 5).Select(_ => _totals.Longs())];
        _totalTexts = [_totals.Texts(), _totals.Texts()];
        _dayNumbers = [.. Enumerable.Range(0, 7).Select(_ => _days.Longs())];
        _dayTexts = [_days.Texts(), _days.Texts()];
    }

    /// <summary>Forgets the last group.</summary>
    public void Clear()
    {
        _totals.Clear();
        _days.Clear();
    }

    /// <summary>Adds a group's changes.</summary>
    public void Add(BranchTotals totals)
    {
        foreach (var (key, sums) in totals.InOrder())
        {
            if (key.Day == 0)
            {
                Add(
                    _totalNumbers, _totalTexts, key,
                    [(long)key.Grain, key.Kind, WideSum.High(sums.Balance), WideSum.Low(sums.Balance), sums.Accounts]);
            }

            if (sums.Debits == 0 && sums.Credits == 0) continue;
            Add(
                _dayNumbers, _dayTexts, key,
                [
                    (long)key.Grain, key.Kind, key.Day, WideSum.High(sums.Debits), WideSum.Low(sums.Debits), WideSum.High(sums.Credits),
                    WideSum.Low(sums.Credits),
                ]);
        }
    }

    /// <summary>Adds the statements to a group's.</summary>
    public void AddTo(NpgsqlBatch batch)
    {
        if (_totals.Count > 0) batch.BatchCommands.Add(_totals.Command);
        if (_days.Count > 0) batch.BatchCommands.Add(_days.Command);
    }

    private static void Add(List<long>[] numbers, List<string?>[] texts, in BranchTotalKey key, ReadOnlySpan<long> values)
    {
        for (var i = 0; i < values.Length; i++) numbers[i].Add(values[i]);
        texts[0].Add(key.Branch);
        texts[1].Add(key.Currency);
    }
}
