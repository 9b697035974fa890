using Monitoring.Grains.Queries;

namespace Monitoring.Silo.Stores.Sqlite;

/// <summary>Rows beside the journal: snapshots and the quarantine.</summary>
internal sealed class SqliteSideRows(SqliteSession session)
{
    public bool PutSnapshot(string name, string key, long? expected, long etag, ReadOnlySpan<byte> data)
    {
        var put = session.Prepare(expected is null
            ? "insert into snapshot (name, key, etag, data) values (?1, ?2, ?3, ?4) on conflict do nothing"
            : "update snapshot set etag = ?3, data = ?4 where name = ?1 and key = ?2 and etag = ?5");
        put.Bind(1, name);
        put.Bind(2, key);
        put.Bind(3, etag);
        put.Bind(4, data);
        if (expected is { } version) put.Bind(5, version);
        return put.Run() == 1;
    }

    public bool DeleteSnapshot(string name, string key, long? expected)
    {
        if (expected is not { } version)
        {
            var select = session.Prepare("select 1 from snapshot where name = ?1 and key = ?2");
            select.Bind(1, name);
            select.Bind(2, key);
            var found = select.Step();
            select.Reset();
            return !found;
        }

        var delete = session.Prepare("delete from snapshot where name = ?1 and key = ?2 and etag = ?3");
        delete.Bind(1, name);
        delete.Bind(2, key);
        delete.Bind(3, version);
        return delete.Run() == 1;
    }

    public void AddQuarantine(RejectedLine line, long at)
    {
        var upsert = session.Prepare(
            """
            insert into quarantine (fingerprint, path, content_type, body, is_cut, source, line, record_id, field, code, message, state,
              first_seen_at, last_seen_at, times_seen)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 1, ?12, ?12, 1)
            on conflict (fingerprint) do update set times_seen = times_seen + 1, last_seen_at = max(last_seen_at, excluded.last_seen_at)
            """);
        upsert.Bind(1, line.Fingerprint);
        upsert.Bind(2, line.Path);
        upsert.Bind(3, line.ContentType);
        upsert.Bind(4, line.Body);
        upsert.Bind(5, line.IsCut ? 1L : 0L);
        upsert.Bind(6, line.Source);
        upsert.Bind(7, line.Line);
        upsert.Bind(8, line.RecordId);
        upsert.Bind(9, line.Field);
        upsert.Bind(10, line.Code);
        upsert.Bind(11, line.Message);
        upsert.Bind(12, at);
        upsert.Run();
    }

    public void PutClosedDay(int day)
    {
        var upsert = session.Prepare(
            """
            insert into business_clock (only_row, closed_day) values (1, ?1)
            on conflict (only_row) do update set closed_day = max(closed_day, excluded.closed_day)
            """);
        upsert.Bind(1, day);
        upsert.Run();
    }

    public bool MarkQuarantine(long id, QuarantineState state, long at)
    {
        var update = session.Prepare(
            """
            update quarantine set state_changed_at = case when state = ?2 then state_changed_at else ?3 end, state = ?2 where id = ?1
            """);
        update.Bind(1, id);
        update.Bind(2, (long)state);
        update.Bind(3, at);
        return update.Run() == 1;
    }
}
