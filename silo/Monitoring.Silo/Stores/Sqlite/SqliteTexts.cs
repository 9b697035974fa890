namespace Monitoring.Silo.Stores.Sqlite;

/// <summary>The statements of the hot path; also what the benchmark runs bare.</summary>
internal static class SqliteTexts
{
    public const string InsertGrain =
        """
        insert into grain (key, space, id, kind, branch, name, account_kind, settlement_kind, currency, opened_at, customer)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
        on conflict do nothing
        """;

    public const string InsertHead =
        """
        insert into grain_head
          (key, sequence, position, late, balance, posting_count, posting_sequence, last_movement, open_day, open_alerts)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        on conflict do nothing
        """;

    public const string SelectHead =
        """
        select sequence, position, late, balance, posting_count, posting_sequence, last_movement, open_day, open_alerts
        from grain_head where key = ?1
        """;

    public const string UpdateHead =
        """
        update grain_head set sequence = ?2, position = ?3, late = ?4, balance = ?5, posting_count = ?6, posting_sequence = ?7,
          last_movement = ?8, open_day = ?9, open_alerts = ?10
        where key = ?1
        """;

    public const string InsertEntry =
        """
        insert into journal
          (position, grain, sequence, previous, jump, kind, high_water, behind, late, amount, balance_after, open_day, data)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
        """;

    /// <summary>Changes nothing when the posting id is taken.</summary>
    public const string InsertPosting =
        """
        insert into posting_id (key, content, grain, sequence, reversed) values (?1, ?2, ?3, ?4, 0)
        on conflict do nothing
        """;
}
