using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Journal;
using Monitoring.Grains.Queries;
using Monitoring.Silo.Journal;

namespace Monitoring.Silo.Stores.Queries;

/// <summary>Texts and rows of queries on accounts and settlement accounts.</summary>
internal static class LedgerSql
{
    /// <summary>Columns that <see cref="Read"/> expects.</summary>
    public const string Select =
        """
        select g.key, g.id, g.kind, g.account_kind, g.settlement_kind, g.branch, g.currency, h.balance, h.posting_sequence, h.posting_count,
          h.last_movement, h.open_day, h.open_alerts, g.opened_at, g.customer, h.sequence
        from grain g join grain_head h on h.key = g.key
        """;

    /// <summary>A row of <see cref="Select"/>, with the figures of its grain's latest commit.</summary>
    public static LedgerRow Read(IReadSession session, IRow row)
    {
        var columns = session.Newer(row.Int64(0), row.Int64(15))?.Columns ?? new LedgerColumns(
            row.Int64(7), row.Int64(9), row.Int64(8), row.Int64(10), (int)row.Int64(11), (int)row.Int64(12));
        return new LedgerRow
        {
            Key = row.Int64(0),
            Id = row.Text(1),
            Grain = (GrainKind)row.Int64(2),
            AccountKind = (AccountKind?)row.Int64OrNull(3),
            SettlementKind = (SettlementKind?)row.Int64OrNull(4),
            Branch = row.Text(5),
            Currency = row.Text(6),
            Balance = columns.Balance,
            PostingSequence = columns.PostingSequence,
            PostingCount = columns.PostingCount,
            LastMovement = InstantOrNull(columns.LastMovement),
            OpenDay = columns.OpenDay == 0 ? null : DateOnly.FromDayNumber(columns.OpenDay),
            OpenAlerts = columns.OpenAlerts,
            OpenedAt = InstantOrNull(row.Int64(13)),
            Customer = row.TextOrNull(14),
        };
    }

    /// <summary>Adds a filter's conditions; those on figures need the head.</summary>
    public static SqlText Where(SqlText text, LedgerFilter filter)
    {
        text.Where("g.kind = ?", (long)filter.Grain).Where("g.space = ?", (long)IdSpace.Ledgers);
        text.WhereIn("g.branch", filter.Branches);
        text.WhereIn("g.account_kind", filter.AccountKinds);
        text.WhereIn("g.settlement_kind", filter.SettlementKinds);
        if (filter.Currency is { } currency) text.Where("g.currency = ?", currency);
        if (!string.IsNullOrEmpty(filter.IdPrefix)) WherePrefix(text, filter.IdPrefix);
        if (filter.MinBalance is { } least) text.Where("h.balance >= ?", least);
        if (filter.MaxBalance is { } most) text.Where("h.balance <= ?", most);
        if (filter.HasOpenAlerts is { } open) text.Where(Exists(open) + ")");
        WhereRules(text, filter.WithOpenRules, true);
        WhereRules(text, filter.WithoutOpenRules, false);
        return text;
    }

    private static string Exists(bool wanted) =>
        (wanted ? "exists" : "not exists") + " (select 1 from alert a where a.account = g.id and a.state <> 5";

    private static void WhereRules<T>(SqlText text, IReadOnlyCollection<T>? rules, bool wanted)
    {
        if (rules is null) return;
        if (rules.Count == 0)
        {
            if (wanted) text.Where("1 = 0");
            return;
        }

        text.Where($"{Exists(wanted)} and a.rule in {text.List(rules)})");
    }

    private static void WherePrefix(SqlText text, string prefix)
    {
        text.Where("g.id >= ?", prefix);
        // The next text after all that begin so; of one that ends with the last character there is none, and the length decides.
        var last = prefix.TrimEnd(char.MaxValue);
        text.Where("substr(g.id, 1, cast(? as integer)) = ?", CharacterCount(prefix), prefix);
        if (last.Length > 0 && !char.IsSurrogate(last[^1])) text.Where("g.id < ?", Next(last));
    }

    private static string Next(string text)
    {
        var next = (char)(text[^1] + 1);
        // The code units of surrogates are no characters of their own; in UTF-8 order what follows them is U+E000.
        return text[..^1] + (char.IsSurrogate(next) ? '\uE000' : next);
    }

    private static long CharacterCount(string text) => text.EnumerateRunes().Count();

    private static DateTimeOffset? InstantOrNull(long ticks) => ticks == 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
}
