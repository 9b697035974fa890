using Monitoring.Silo.Journal;
using Npgsql;

namespace Monitoring.Silo.Stores.Postgres;

/// <summary>The journal's rows of a group, by binary COPY.</summary>
internal sealed class PostgresEntries(NpgsqlConnection connection)
{
    private const string CopyText =
        """
        copy journal (position, grain, sequence, previous, jump, high_water, behind, late, amount, balance_after, open_day, kind, data)
        from stdin (format binary)
        """;

    private const short Columns = 13;

    private readonly BinaryCopy _copy = new(connection, CopyText);

    /// <summary>Writes a group's entries.</summary>
    public void Copy(GroupPlan plan, PostgresHeads heads) => _copy.Send(copy =>
    {
        for (var i = 0; i < plan.Commits.Count; i++)
        {
            var planned = plan.Commits[i];
            Write(copy, plan, planned, heads.LateOf(planned.Key));
        }
    });

    private static void Write(BinaryCopy copy, GroupPlan plan, in PlannedCommit planned, long late)
    {
        var commit = planned.Pending.Commit;
        var (position, sequence, previous) = (planned.FirstPosition, commit.Head.Sequence, commit.Head.Position);
        for (var i = 0; i < commit.Entries.Count; i++)
        {
            var entry = commit.Entries[i];
            copy.Row(Columns);
            copy.Write(position);
            copy.Write(planned.Key);
            copy.Write(++sequence);
            copy.Write(previous);
            copy.Write(plan.JumpOf(planned, i));
            copy.Write(entry.HighWater);
            copy.Write(entry.Behind);
            copy.Write(entry.Behind > 0 ? late : 0L);
            copy.Write(entry.Amount);
            copy.Write(entry.BalanceAfter);
            copy.Write(commit.Columns.OpenDay);
            copy.Write((short)entry.Kind);
            copy.Write(entry.Data.Span);
            if (entry.Behind > 0) late = position;
            previous = position++;
        }
    }
}
