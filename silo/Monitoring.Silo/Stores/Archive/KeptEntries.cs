using Monitoring.Domain.Ledger;
using Monitoring.Silo.Hosting;
using Npgsql;
using NpgsqlTypes;

namespace Monitoring.Silo.Stores.Archive;

/// <summary>
/// What stays of an archived part, as nothing else of it is ever needed to load a grain and to go on with it: each grain's last entry in the
/// part and those that its jumps lead to, one after the other, for later entries jump to none but these; all entries after the grain's
/// snapshot; and branches' entries, which have no snapshots.
/// </summary>
internal sealed class KeptEntries(NpgsqlConnection connection, JournalPart part)
{
    /// <summary>Snapshots looked at together: some megabytes.</summary>
    private const int PageLength = 2_000;

    private static readonly LedgerSnapshotCodec Codec = new();

    /// <summary>Makes a table of them.</summary>
    /// <returns>Their number.</returns>
    public long CopyTo(string table)
    {
        Execute("drop table if exists pg_temp.part_grain, pg_temp.kept_after");
        Execute(
            $"""
             create temp table part_grain as select grain, max(position) as position from {part.Name} group by grain;
             create temp table kept_after (grain bigint primary key, sequence bigint not null)
             """);
        CopySnapshotSequences();
        Execute("insert into kept_after select grain, 0 from part_grain on conflict do nothing; analyze part_grain; analyze kept_after");
        using var transaction = connection.BeginTransaction();
        // One left by an attempt that was broken off. The range is known beforehand, so that attaching it need not look while the journal waits.
        Execute(
            $"""
             drop table if exists {table};
             create table {table} (like journal including defaults including indexes);
             alter table {table} add constraint {table}_range check (position >= {part.First} and position < {part.Before})
             """);
        var count = Execute(
            $"""
             insert into {table}
             with recursive chain (position, jump) as (
               select j.position, j.jump from part_grain p join {part.Name} j on j.position = p.position
               union all
               select j.position, j.jump from chain c join {part.Name} j on j.position = c.jump where c.jump >= {part.First})
             select j.* from {part.Name} j where j.position in (
               select position from chain
               union
               select t.position from {part.Name} t join kept_after k on k.grain = t.grain where t.sequence > k.sequence)
             order by j.position
             """);
        Execute($"analyze {table}");
        transaction.Commit();
        return count;
    }

    private void CopySnapshotSequences()
    {
        for (var last = 0L; ;)
        {
            var page = Page(last);
            if (page.Count == 0) return;
            last = page[^1].Grain;
            using var copy = connection.BeginBinaryImport("copy kept_after (grain, sequence) from stdin (format binary)");
            foreach (var (grain, sequence) in page)
            {
                copy.StartRow();
                copy.Write(grain, NpgsqlDbType.Bigint);
                copy.Write(sequence, NpgsqlDbType.Bigint);
            }

            copy.Complete();
        }
    }

    private List<(long Grain, long Sequence)> Page(long after)
    {
        var page = new List<(long, long)>();
        using var select = new NpgsqlCommand(
            $"""
             select g.key, s.data from grain g
             left join snapshot s on s.key = g.id and s.name = case g.kind when {(int)Contracts.Ledger.GrainKind.Account} then 'account' else 'settlement' end
             where g.key > $1 and g.space = {(int)IdSpace.Ledgers} and g.key in (select grain from part_grain where grain > $1)
             order by g.key limit {PageLength}
             """,
            connection);
        select.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
        using var reader = select.ExecuteReader();
        while (reader.Read()) page.Add((reader.GetInt64(0), reader.IsDBNull(1) ? 0 : SequenceOf(reader.GetFieldValue<byte[]>(1))));
        return page;
    }

    /// <summary>Where a load from a snapshot goes on; 0 of one that is put away or of another format, from which nothing is loaded.</summary>
    private static long SequenceOf(byte[] data)
    {
        try
        {
            var snapshot = Codec.Decode(data);
            return snapshot.Sequence > 0 && LedgerStateCodec.Decode(snapshot.State) is not null ? snapshot.Sequence : 0;
        }
        catch (FormatException)
        {
            return 0;
        }
    }

    private long Execute(string sql)
    {
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return command.ExecuteNonQuery();
    }
}
