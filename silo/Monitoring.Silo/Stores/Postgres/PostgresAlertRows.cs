using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Grain;
using Monitoring.Domain.Codec;
using Monitoring.Domain.Detection;
using Monitoring.Silo.Journal;
using Npgsql;

namespace Monitoring.Silo.Stores.Postgres;

/// <summary>Changes of alerts of a group: each alert as it stands after the last of them, and all changes.</summary>
internal sealed class PostgresAlertRows
{
    private readonly ArrayRows _states = new(
        """
        insert into alert
          (raised_cursor, cursor, grain, grain_kind, rule, severity, state, raised_at, event_at, due_at, level, list_only, outcome, account,
           branch, assignee, id, record)
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
        on conflict (id) do update set
          cursor = excluded.cursor, severity = excluded.severity, state = excluded.state, outcome = excluded.outcome,
          event_at = excluded.event_at, due_at = excluded.due_at, level = excluded.level, assignee = excluded.assignee,
          list_only = excluded.list_only, record = excluded.record
        """);

    private readonly ArrayRows _events = new(
        """
        insert into alert_event (cursor, grain_kind, kind, at, at_offset, list_only, actor, note, alert, record)
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """);

    private readonly List<long>[] _stateNumbers;
    private readonly List<long?> _outcome;
    private readonly List<string?>[] _stateTexts;
    private readonly List<byte[]> _stateIds;
    private readonly List<byte[]> _stateRecords;
    private readonly List<long>[] _eventNumbers;
    private readonly List<string?>[] _eventTexts;
    private readonly List<byte[]> _eventIds;
    private readonly List<byte[]> _eventRecords;
    private readonly Dictionary<AlertId, int> _rowOf = [];
    private readonly ByteWriter _record = new();

    public PostgresAlertRows()
    {
        _stateNumbers = [.. Enumerable.Range(0, 12).Select(_ => _states.Longs())];
        _outcome = _states.LongsOrNull();
        _stateTexts = [_states.Texts(), _states.Texts(), _states.Texts()];
        (_stateIds, _stateRecords) = (_states.Bytes(), _states.Bytes());
        _eventNumbers = [.. Enumerable.Range(0, 6).Select(_ => _events.Longs())];
        _eventTexts = [_events.Texts(), _events.Texts()];
        (_eventIds, _eventRecords) = (_events.Bytes(), _events.Bytes());
    }

    /// <summary>Forgets the last group.</summary>
    public void Clear()
    {
        _states.Clear();
        _events.Clear();
        _rowOf.Clear();
    }

    /// <summary>Adds a commit's changes.</summary>
    public void Add(in PlannedCommit planned)
    {
        var commit = planned.Pending.Commit;
        for (var i = 0; i < commit.Alerts.Count; i++)
        {
            var change = commit.Alerts[i].Change;
            _record.Reset();
            AlertCodec.Encode(_record, change.Alert);
            var record = _record.ToArray();
            var id = new byte[AlertId.Length];
            change.Alert.Id.Write(id);
            var cursor = planned.FirstCursor + i;
            SetState(planned, change.Alert, cursor, id, record);
            AddEvent(planned, change, cursor, id, record);
        }
    }

    /// <summary>Adds the statements to a group's.</summary>
    public void AddTo(NpgsqlBatch batch)
    {
        if (_events.Count == 0) return;
        batch.BatchCommands.Add(_states.Command);
        batch.BatchCommands.Add(_events.Command);
    }

    private void SetState(in PlannedCommit planned, AlertRecord alert, long cursor, byte[] id, byte[] record)
    {
        // One statement sets a row once: of several changes the first tells where it was raised, the last what it is.
        var isNew = _rowOf.TryAdd(alert.Id, _states.Count);
        var row = _rowOf[alert.Id];
        ReadOnlySpan<long> numbers =
        [
            isNew ? cursor : _stateNumbers[0][row], cursor, planned.Key, (long)planned.Pending.Commit.Kind, (long)alert.Rule,
            (long)alert.Severity, (long)alert.State, alert.RaisedAt.UtcTicks, alert.EventAt.UtcTicks, alert.DueAt.UtcTicks, alert.Level,
            alert.ListOnly ? 1L : 0L,
        ];
        for (var i = 0; i < numbers.Length; i++) Put(_stateNumbers[i], row, numbers[i]);
        Put(_outcome, row, (long?)alert.Outcome);
        Put(_stateTexts[0], row, alert.Account);
        Put(_stateTexts[1], row, alert.Branch);
        Put(_stateTexts[2], row, alert.Assignee);
        Put(_stateIds, row, id);
        Put(_stateRecords, row, record);
    }

    private void AddEvent(in PlannedCommit planned, AlertChanged change, long cursor, byte[] id, byte[] record)
    {
        ReadOnlySpan<long> numbers =
        [
            cursor, (long)planned.Pending.Commit.Kind, (long)change.Kind, change.At.UtcTicks, change.At.TotalOffsetMinutes,
            change.Alert.ListOnly ? 1L : 0L,
        ];
        for (var i = 0; i < numbers.Length; i++) _eventNumbers[i].Add(numbers[i]);
        _eventTexts[0].Add(change.Actor);
        _eventTexts[1].Add(change.Note);
        _eventIds.Add(id);
        _eventRecords.Add(record);
    }

    private static void Put<T>(List<T> column, int row, T value)
    {
        if (row < column.Count) column[row] = value;
        else column.Add(value);
    }
}
