using System.Runtime.InteropServices;
using Npgsql;

namespace Monitoring.Silo.Stores.Postgres;

/// <summary>
/// Where a group's posting ids go, and whether they are in a part before it. The last part refuses its own by its primary key. The others are full
/// and never change: what their filters do not tell is looked up there, in the group's transaction, under the lock that all groups take. Used
/// by the writer's thread only.
/// </summary>
internal sealed class PostgresIdFence(NpgsqlConnection connection, PostgresIdFilters filters, StoreOptions options)
{
    private readonly List<ArrayRows> _probes = [];
    private readonly List<List<Guid>> _probed = [];
    private readonly List<PostingFilter.Hash> _hashes = [];

    /// <summary>Parts before this one were full when the transaction began.</summary>
    private int _full;

    private (int Part, BinaryCopy? Copy) _last;

    /// <summary>The part that is written to.</summary>
    public int Part { get; private set; }

    /// <summary>Ids in it, the present group's included once they are counted.</summary>
    public long Ids { get; private set; }

    /// <summary>What the database said under the lock.</summary>
    public void Begin(int part, long ids) => (_full, Part, Ids) = (part, part, ids);

    /// <summary>Makes the next part when the last is full, and counts the group's ids.</summary>
    public void EnsureRoom(int ids)
    {
        if (ids == 0) return;
        if (Ids >= options.IdPartEntries)
        {
            (Part, Ids) = (Part + 1, 0);
            var sql = $"create table {PostgresIdPart.TableOf(Part)} (primary key (key)) inherits (posting_id)";
            using var create = new NpgsqlCommand(sql, connection);
            create.ExecuteNonQuery();
        }

        Ids += ids;
    }

    /// <summary>Writes to the part that is written to.</summary>
    public BinaryCopy Copy()
    {
        if (_last.Copy is { } copy && _last.Part == Part) return copy;
        copy = new BinaryCopy(connection, $"copy {PostgresIdPart.TableOf(Part)} (key, content, grain, sequence) from stdin (format binary)");
        _last = (Part, copy);
        return copy;
    }

    /// <summary>Whether one of these keys, in their order, is in a full part.</summary>
    public bool AnyIsKnown(ReadOnlySpan<UInt128> keys)
    {
        if (Part == 0) return false;
        Clear();
        using var batch = new NpgsqlBatch(connection);
        for (var number = 0; number < Part; number++)
        {
            Ask(number, keys);
            if (_probes[number].Count > 0) batch.BatchCommands.Add(_probes[number].Command);
        }

        return batch.BatchCommands.Count > 0 && Any(batch);
    }

    private static bool Any(NpgsqlBatch batch)
    {
        batch.Prepare();
        using var reader = batch.ExecuteReader();
        do
        {
            if (reader.Read()) return true;
        }
        while (reader.NextResult());
        return false;
    }

    private void Clear()
    {
        _hashes.Clear();
        foreach (var probe in _probes) probe.Clear();
        while (_probes.Count < Part)
        {
            var probe = new ArrayRows($"select 1 from only {PostgresIdPart.TableOf(_probes.Count)} where key = any($1) limit 1");
            _probes.Add(probe);
            _probed.Add(probe.Guids());
        }
    }

    /// <summary>Gathers the keys that may be in a part.</summary>
    private void Ask(int number, ReadOnlySpan<UInt128> keys)
    {
        var probed = _probed[number];

        // Full by this very transaction: should it fail, the part may still be written to, so that nothing is kept of it.
        var part = number < _full ? filters.TryGet(number) ?? filters.Add(connection, number) : null;
        if (part?.Meets(keys[0], keys[^1]) == false) return;
        var filter = part?.Filter;
        if (filter is not null && _hashes.Count == 0) FillHashes(keys);
        var hashes = CollectionsMarshal.AsSpan(_hashes);
        for (var i = 0; i < keys.Length; i++)
        {
            if (part?.Spans(keys[i]) == false || filter?.MayHold(hashes[i]) == false) continue;
            probed.Add(PostgresPostingIds.Stored(keys[i]));
        }

        if (part is not null && filter is null && probed.Count > 0) filters.Want(part);
    }

    private void FillHashes(ReadOnlySpan<UInt128> keys)
    {
        foreach (var key in keys) _hashes.Add(PostingFilter.Hash.Of(key));
    }
}
