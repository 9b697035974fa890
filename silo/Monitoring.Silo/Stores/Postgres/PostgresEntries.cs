using Monitoring.Silo.Journal;
using Npgsql;
using NpgsqlTypes;

namespace Monitoring.Silo.Stores.Postgres;

/// <summary>The journal's rows of a group, by binary COPY.</summary>
internal sealed class PostgresEntries(NpgsqlConnection connection)
{
    private const string CopyText =
        """
        copy journal (position, grain, sequence, previous, jump, high_water, behind, late, amount, balance_after, open_day, kind, data)
        from stdin (format binary)
        """;

    /// <summary>Writes a group's entries.</summary>
    public void Copy(GroupPlan plan, PostgresHeads heads)
    {
        using var import = connection.BeginBinaryImport(CopyText);
        foreach (var planned in plan.Commits) Write(import, plan, planned, heads.LateOf(planned.Key));
        import.Complete();
    }

    private static void Write(NpgsqlBinaryImporter import, GroupPlan plan, in PlannedCommit planned, long late)
    {
        var commit = planned.Pending.Commit;
        var (position, sequence, previous) = (planned.FirstPosition, commit.Head.Sequence, commit.Head.Position);
        for (var i = 0; i < commit.Entries.Count; i++)
        {
            var entry = commit.Entries[i];
            import.StartRow();
            import.Write(position, NpgsqlDbType.Bigint);
            import.Write(planned.Key, NpgsqlDbType.Bigint);
            import.Write(++sequence, NpgsqlDbType.Bigint);
            import.Write(previous, NpgsqlDbType.Bigint);
            import.Write(plan.JumpOf(planned, i), NpgsqlDbType.Bigint);
            import.Write(entry.HighWater, NpgsqlDbType.Bigint);
            import.Write(entry.Behind, NpgsqlDbType.Bigint);
            import.Write(entry.Behind > 0 ? late : 0L, NpgsqlDbType.Bigint);
            import.Write(entry.Amount, NpgsqlDbType.Bigint);
            import.Write(entry.BalanceAfter, NpgsqlDbType.Bigint);
            import.Write(commit.Columns.OpenDay, NpgsqlDbType.Integer);
            import.Write((short)entry.Kind, NpgsqlDbType.Smallint);
            import.Write(entry.Data, NpgsqlDbType.Bytea);
            if (entry.Behind > 0) late = position;
            previous = position++;
        }
    }
}
