using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Codec;
using Monitoring.Domain.Detection;
using Monitoring.Grains.Journal;

namespace Monitoring.Silo.Stores.Sqlite;

/// <summary>Rows of a commit that few commits have: profiles, reversals, alerts, parties, settlement items.</summary>
internal sealed class SqliteGrainRows(SqliteSession session)
{
    private readonly ByteWriter _record = new();

    /// <summary>Sets the columns of a profile from a parameter on.</summary>
    public static void BindProfile(SqliteStatement statement, int first, LedgerProfile profile)
    {
        statement.Bind(first, profile.Branch);
        statement.Bind(first + 1, profile.Name);
        statement.Bind(first + 2, (long?)profile.AccountKind);
        statement.Bind(first + 3, (long?)profile.SettlementKind);
        statement.Bind(first + 4, profile.Currency);
        statement.Bind(first + 5, profile.OpenedAt);
        statement.Bind(first + 6, profile.Customer);
    }

    public void UpdateProfile(long key, LedgerProfile profile)
    {
        var update = session.Prepare(
            """
            update grain set branch = ?2, name = ?3, account_kind = ?4, settlement_kind = ?5, currency = ?6, opened_at = ?7, customer = ?8
            where key = ?1
            """);
        update.Bind(1, key);
        BindProfile(update, 2, profile);
        update.Run();
    }

    /// <summary>Writes a change of an alert: the alert as it stands, and the event.</summary>
    public void PutAlert(long grain, GrainKind kind, AlertChanged change, long cursor)
    {
        _record.Reset();
        AlertCodec.Encode(_record, change.Alert);
        var record = _record.ToArray();
        Span<byte> id = stackalloc byte[AlertId.Length];
        change.Alert.Id.Write(id);
        PutAlertState(grain, kind, change.Alert, cursor, id, record);
        PutAlertEvent(kind, change, cursor, id, record);
    }

    public void PutParty(long grain, PartySeen party)
    {
        var upsert = session.Prepare(
            """
            insert into party (grain, party, last_seen) values (?1, ?2, ?3)
            on conflict (grain, party) do update set last_seen = max(last_seen, excluded.last_seen)
            """);
        upsert.Bind(1, grain);
        upsert.Bind(2, party.Party);
        upsert.Bind(3, party.LastSeen);
        upsert.Run();
    }

    public void PutItem(long grain, in SettlementItemEntry item)
    {
        var upsert = session.Prepare(
            """
            insert into settlement_item (grain, sequence, trace, trace_sent, amount, booked_at, booked_offset, cleared_by)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            on conflict (grain, sequence) do update set cleared_by = excluded.cleared_by
            """);
        upsert.Bind(1, grain);
        upsert.Bind(2, item.Sequence);
        upsert.Bind(3, TraceNumber.Normalise(item.Trace));
        upsert.Bind(4, item.Trace);
        upsert.Bind(5, item.Amount);
        upsert.Bind(6, item.BookedAt);
        upsert.Bind(7, item.OffsetMinutes);
        upsert.Bind(8, item.ClearedBySequence);
        upsert.Run();
    }

    private void PutAlertState(long grain, GrainKind kind, AlertRecord alert, long cursor, ReadOnlySpan<byte> id, byte[] record)
    {
        var upsert = session.Prepare(
            """
            insert into alert
              (raised_cursor, cursor, id, grain, grain_kind, account, rule, severity, state, outcome, branch, raised_at, event_at, due_at,
               level, assignee, list_only, record)
            values (?1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
            on conflict (id) do update set
              cursor = excluded.cursor, severity = excluded.severity, state = excluded.state, outcome = excluded.outcome,
              event_at = excluded.event_at, due_at = excluded.due_at, level = excluded.level, assignee = excluded.assignee,
              list_only = excluded.list_only, record = excluded.record
            """);
        upsert.Bind(1, cursor);
        upsert.Bind(2, id);
        upsert.Bind(3, grain);
        upsert.Bind(4, (long)kind);
        upsert.Bind(5, alert.Account);
        upsert.Bind(6, (long)alert.Rule);
        upsert.Bind(7, (long)alert.Severity);
        upsert.Bind(8, (long)alert.State);
        upsert.Bind(9, (long?)alert.Outcome);
        upsert.Bind(10, alert.Branch);
        upsert.Bind(11, alert.RaisedAt.UtcTicks);
        upsert.Bind(12, alert.EventAt.UtcTicks);
        upsert.Bind(13, alert.DueAt.UtcTicks);
        upsert.Bind(14, alert.Level);
        upsert.Bind(15, alert.Assignee);
        upsert.Bind(16, alert.ListOnly ? 1L : 0L);
        upsert.Bind(17, record);
        upsert.Run();
    }

    private void PutAlertEvent(GrainKind kind, AlertChanged change, long cursor, ReadOnlySpan<byte> id, byte[] record)
    {
        var insert = session.Prepare(
            """
            insert into alert_event (cursor, alert, grain_kind, kind, at, at_offset, actor, note, list_only, record)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
            """);
        insert.Bind(1, cursor);
        insert.Bind(2, id);
        insert.Bind(3, (long)kind);
        insert.Bind(4, (long)change.Kind);
        insert.Bind(5, change.At.UtcTicks);
        insert.Bind(6, change.At.TotalOffsetMinutes);
        insert.Bind(7, change.Actor);
        insert.Bind(8, change.Note);
        insert.Bind(9, change.Alert.ListOnly ? 1L : 0L);
        insert.Bind(10, record);
        insert.Run();
    }
}
