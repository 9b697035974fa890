using System.Globalization;
using Monitoring.Contracts.Alert;
using Monitoring.Grains.Journal;
using Npgsql;

namespace Monitoring.Silo.Stores.Postgres;

/// <summary>
/// Brings the table of heads up to date from the journal, after a process that held heads back: it has ended, or is asked to hold none.
/// </summary>
internal static class PostgresHeadReplay
{
    private static readonly string Replay = string.Create(
        CultureInfo.InvariantCulture,
        $"""
        with tail as materialized (
          select j.grain, max(j.sequence) as sequence, max(j.position) as position, max(j.high_water) as high_water,
            max(j.position) filter (where j.behind > 0) as late, count(*) filter (where j.kind = {(int)EntryKind.Posted}) as postings,
            max(j.sequence) filter (where j.kind = {(int)EntryKind.Posted}) as posting_sequence
          from journal j join grain_head h on h.key = j.grain
          where j.position > $1 and j.sequence > h.sequence
          group by j.grain)
        update grain_head h set sequence = t.sequence, position = t.position, late = coalesce(t.late, h.late), balance = j.balance_after,
          posting_count = h.posting_count + t.postings, posting_sequence = coalesce(t.posting_sequence, h.posting_sequence),
          last_movement = greatest(h.last_movement, t.high_water), open_day = j.open_day,
          open_alerts = (
            select count(*) from grain g join alert a on a.account = g.id
            where g.key = t.grain and a.grain = t.grain and a.state <> {(int)AlertState.Closed})
        from tail t join journal j on j.position = t.position
        where h.key = t.grain
        """);

    /// <summary>
    /// Replays what the table lacks and takes the process' name out, in the present transaction, which has the row of <c>store_state</c>
    /// locked.
    /// </summary>
    /// <param name="connection">The connection.</param>
    /// <param name="settled">Position up to which the table has everything.</param>
    public static void Run(NpgsqlConnection connection, long settled)
    {
        // However long it takes on a slow disk: broken off it would begin anew for ever. Some 700,000 entries took three seconds.
        using var replay = new NpgsqlCommand(Replay, connection) { CommandTimeout = 0 };
        replay.Parameters.Add(new NpgsqlParameter<long> { TypedValue = settled });
        replay.ExecuteNonQuery();
        using var release = new NpgsqlCommand("update store_state set heads_with = null", connection);
        release.ExecuteNonQuery();
    }
}
