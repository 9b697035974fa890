using System.Runtime.InteropServices;
using Monitoring.Contracts.Feed;
using Monitoring.Grains.Journal;
using Monitoring.Silo.Journal;
using Npgsql;

namespace Monitoring.Silo.Stores.Postgres;

/// <summary>
/// Posting ids of a group. Written in the order of keys, as ids with a growing number then go to the end of the index one after the other, to
/// the part that is written to.
/// </summary>
internal sealed class PostgresPostingIds
{
    private const short Columns = 4;

    private readonly NpgsqlConnection _connection;
    private readonly PostgresIdFence _fence;
    private readonly ArrayRows _reverse = new(
        """
        insert into posting_reversed (key)
        select p.key from unnest($1, $2) as u (key, grain) join posting_id p on p.key = u.key and p.grain = u.grain
        """);

    private readonly List<Row> _rows = [];
    private readonly List<UInt128> _keys = [];
    private readonly List<Reversal> _reversals = [];
    private readonly List<Guid> _targets;
    private readonly List<long> _targetGrains;

    /// <param name="connection">The writer's.</param>
    /// <param name="fence">Tells the part, and looks into those before it.</param>
    public PostgresPostingIds(NpgsqlConnection connection, PostgresIdFence fence)
    {
        (_connection, _fence) = (connection, fence);
        _targets = _reverse.Guids();
        _targetGrains = _reverse.Longs();
    }

    private readonly record struct Row(UInt128 Key, int Commit, long Grain, long Sequence, long Content);

    private readonly record struct Reversal(UInt128 Target, int Commit, long Grain);

    /// <summary>Whether all that was to be reversed is there and is the grain's own.</summary>
    public bool AllReversed => _reversals.Count == 0 || _reverse.Command.Rows == (ulong)_reversals.Count;

    /// <summary>A key as stored: ordered there as here.</summary>
    public static Guid Stored(UInt128 key)
    {
        Span<byte> bytes = stackalloc byte[PostingKey.Length];
        new PostingKey(key).Write(bytes);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>What <see cref="Stored"/> made.</summary>
    public static UInt128 Key(Guid stored)
    {
        Span<byte> bytes = stackalloc byte[PostingKey.Length];
        stored.TryWriteBytes(bytes, bigEndian: true, out _);
        return PostingKey.Read(bytes).Value;
    }

    /// <summary>Forgets the last group.</summary>
    public void Clear()
    {
        _rows.Clear();
        _reversals.Clear();
        _reverse.Clear();
    }

    /// <summary>Number of ids in the group.</summary>
    public int Count => _rows.Count;

    /// <summary>Adds a commit's postings.</summary>
    public void Add(int index, in PlannedCommit planned)
    {
        var commit = planned.Pending.Commit;
        var sequence = commit.Head.Sequence;
        for (var i = 0; i < commit.Entries.Count; i++)
        {
            var entry = commit.Entries[i];
            sequence++;
            if (entry.Kind != EntryKind.Posted) continue;
            _rows.Add(new Row(entry.PostingKey.Value, index, planned.Key, sequence, entry.ContentHash));
            if (entry.Reverses is { } target) _reversals.Add(new Reversal(target.Value, index, planned.Key));
        }
    }

    /// <summary>Sorts the rows; of one id in two commits the earlier commit has it, whatever else is in the group.</summary>
    public void EndGroup(GroupPlan plan)
    {
        var rows = CollectionsMarshal.AsSpan(_rows);
        rows.Sort(static (left, right) =>
        {
            var order = left.Key.CompareTo(right.Key);
            return order != 0 ? order : left.Commit.CompareTo(right.Commit);
        });
        for (var i = 1; i < rows.Length; i++)
        {
            if (rows[i].Key == rows[i - 1].Key) plan.AddConflict(rows[i].Commit);
        }
    }

    /// <summary>Writes the ids, unless one of them is in a part before.</summary>
    /// <returns>Whether none is.</returns>
    public bool TryCopy()
    {
        if (_rows.Count == 0) return true;
        _keys.Clear();
        foreach (ref readonly var row in CollectionsMarshal.AsSpan(_rows)) _keys.Add(row.Key);
        if (_fence.AnyIsKnown(CollectionsMarshal.AsSpan(_keys))) return false;
        _fence.Copy().Send(copy =>
        {
            foreach (ref readonly var row in CollectionsMarshal.AsSpan(_rows))
            {
                copy.Row(Columns);
                copy.Write(row.Key);
                copy.Write(row.Content);
                copy.Write(row.Grain);
                copy.Write(row.Sequence);
            }
        });
        return true;
    }

    /// <summary>Adds the statement that marks what was reversed.</summary>
    public void AddReversalsTo(NpgsqlBatch batch)
    {
        if (_reversals.Count == 0) return;
        foreach (var reversal in _reversals)
        {
            _targets.Add(Stored(reversal.Target));
            _targetGrains.Add(reversal.Grain);
        }

        batch.BatchCommands.Add(_reverse.Command);
    }

    /// <summary>Notes the commits whose ids are taken or whose targets are not theirs.</summary>
    public void FindConflicts(GroupPlan plan)
    {
        var known = Known();
        foreach (var row in _rows)
        {
            if (known.ContainsKey(row.Key)) plan.AddConflict(row.Commit);
        }

        foreach (var row in _rows) known.TryAdd(row.Key, (row.Grain, false));
        foreach (var reversal in _reversals)
        {
            var isFree = known.TryGetValue(reversal.Target, out var target) && target == (reversal.Grain, false);
            if (isFree) known[reversal.Target] = (reversal.Grain, true);
            else plan.AddConflict(reversal.Commit);
        }
    }

    private Dictionary<UInt128, (long Grain, bool Reversed)> Known()
    {
        var known = new Dictionary<UInt128, (long, bool)>();
        using var select = new NpgsqlCommand(
            """
            select p.key, p.grain, r.key is not null from posting_id p left join posting_reversed r on r.key = p.key where p.key = any($1)
            """,
            _connection);
        var keys = _rows.Select(static row => row.Key).Concat(_reversals.Select(static reversal => reversal.Target)).Distinct();
        select.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. keys.Select(Stored)] });
        using var reader = select.ExecuteReader();
        while (reader.Read()) known[Key(reader.GetGuid(0))] = (reader.GetInt64(1), reader.GetBoolean(2));

        return known;
    }
}
