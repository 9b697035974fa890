using Monitoring.Grains.Queries;
using Monitoring.Silo.Journal;
using Npgsql;

namespace Monitoring.Silo.Stores.Postgres;

/// <summary>
/// Rows beside the journal: snapshots, the quarantine, the clock. Hundreds come together, and each wants an answer: all are first asked
/// what they write, then it is written in one round trip, and then they are asked again and get their answers, in the same order.
/// </summary>
internal sealed class PostgresSideWrites(NpgsqlConnection connection) : ISideWrites
{
    private readonly List<NpgsqlBatchCommand> _commands = [];
    private int _answered;
    private bool _isWritten;

    /// <summary>Whether one of those written last asked for all heads to be written.</summary>
    public bool Settles { get; private set; }

    /// <summary>Writes them in the present transaction.</summary>
    public void Write(IReadOnlyList<SideWrite> sides)
    {
        (_isWritten, _answered, Settles) = (false, 0, false);
        _commands.Clear();
        for (var i = 0; i < sides.Count; i++) sides[i].Apply(this);
        PostgresFailures.Run(Execute);
        _isWritten = true;
        for (var i = 0; i < sides.Count; i++) sides[i].Apply(this);
        if (_answered != _commands.Count) throw new InvalidOperationException("A side write asked for other rows the second time.");
    }

    /// <inheritdoc/>
    public bool PutSnapshot(string name, string key, long? expected, long etag, ReadOnlySpan<byte> data)
    {
        // Copied in the first round only.
        var bytes = _isWritten ? [] : data.ToArray();
        const string insert = "insert into snapshot (name, key, etag, data) values ($1, $2, $3, $4) on conflict do nothing";
        const string update = "update snapshot set etag = $3, data = $4 where name = $1 and key = $2 and etag = $5";
        return (expected is { } version ? Run(update, name, key, etag, bytes, version) : Run(insert, name, key, etag, bytes)) == 1;
    }

    /// <inheritdoc/>
    public bool DeleteSnapshot(string name, string key, long? expected) => expected is { } version
        ? Run("delete from snapshot where name = $1 and key = $2 and etag = $3", name, key, version) == 1
        : Run("select 1 from snapshot where name = $1 and key = $2", name, key) == 0;

    /// <inheritdoc/>
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

    /// <inheritdoc/>
    public bool MarkQuarantine(long id, QuarantineState state, long at) => Run(
        "update quarantine set state_changed_at = case when state = $2 then state_changed_at else $3 end, state = $2 where id = $1",
        id, (long)state, at) == 1;

    /// <inheritdoc/>
    public void PutClosedDay(int day) => Run(
        """
        insert into business_clock as c (only_row, closed_day) values (1, $1)
        on conflict (only_row) do update set closed_day = greatest(c.closed_day, excluded.closed_day)
        """,
        (long)day);

    /// <inheritdoc/>
    public void Settle() => Settles = true;

    /// <inheritdoc/>
    public void Probe() => Run("update store_state set postings = postings");

    private ulong Run(string sql, params ReadOnlySpan<object?> arguments)
    {
        if (_isWritten) return _commands[_answered++].Rows;
        var command = new NpgsqlBatchCommand(sql);
        foreach (var argument in arguments) command.Parameters.Add(PostgresArguments.New(argument));
        _commands.Add(command);
        return 0;
    }

    private void Execute()
    {
        if (_commands.Count == 0) return;
        using var batch = new NpgsqlBatch(connection);
        foreach (var command in _commands) batch.BatchCommands.Add(command);
        batch.Prepare();
        batch.ExecuteNonQuery();
    }
}
