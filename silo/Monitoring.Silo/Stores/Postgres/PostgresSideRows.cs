using Monitoring.Grains.Queries;
using Npgsql;

namespace Monitoring.Silo.Stores.Postgres;

/// <summary>Rows beside the journal: snapshots and the quarantine.</summary>
internal sealed class PostgresSideRows(NpgsqlConnection connection)
{
    private readonly Dictionary<string, NpgsqlCommand> _commands = new(StringComparer.Ordinal);

    public bool PutSnapshot(string name, string key, long? expected, long etag, ReadOnlySpan<byte> data) => expected is { } version
        ? Run("update snapshot set etag = $3, data = $4 where name = $1 and key = $2 and etag = $5", name, key, etag, data.ToArray(), version) == 1
        : Run("insert into snapshot (name, key, etag, data) values ($1, $2, $3, $4) on conflict do nothing", name, key, etag, data.ToArray()) == 1;

    public bool DeleteSnapshot(string name, string key, long? expected)
    {
        if (expected is { } version) return Run("delete from snapshot where name = $1 and key = $2 and etag = $3", name, key, version) == 1;
        return PostgresFailures.Run(() => Command("select 1 from snapshot where name = $1 and key = $2", name, key).ExecuteScalar() is null);
    }

    public void AddQuarantine(RejectedLine line, long at) => Run(
        """
        insert into quarantine as q (fingerprint, path, content_type, body, is_cut, source, line, record_id, field, code, message, state,
          first_seen_at, last_seen_at, times_seen)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, $12, $12, 1)
        on conflict (fingerprint) do update
          set times_seen = q.times_seen + 1, last_seen_at = greatest(q.last_seen_at, excluded.last_seen_at)
        """,
        line.Fingerprint, line.Path, line.ContentType, line.Body, line.IsCut ? 1L : 0L, line.Source, line.Line, line.RecordId, line.Field,
        line.Code, line.Message, at);

    public bool MarkQuarantine(long id, QuarantineState state, long at) => Run(
        """
        update quarantine set state_changed_at = case when state = $2 then state_changed_at else $3 end, state = $2 where id = $1
        """,
        id, (long)state, at) == 1;

    private int Run(string sql, params ReadOnlySpan<object?> arguments)
    {
        var command = Command(sql, arguments);
        return PostgresFailures.Run(command.ExecuteNonQuery);
    }

    private NpgsqlCommand Command(string sql, params ReadOnlySpan<object?> arguments)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = new NpgsqlCommand(sql, connection);
            for (var i = 0; i < arguments.Length; i++) command.Parameters.Add(PostgresArguments.New(arguments[i]));
            _commands.Add(sql, command);
        }

        for (var i = 0; i < arguments.Length; i++) command.Parameters[i].Value = arguments[i] ?? DBNull.Value;
        return command;
    }
}
