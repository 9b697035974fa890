using System.Diagnostics;
using Monitoring.Benchmarks.Shared;
using Monitoring.Silo.Stores;
using Monitoring.Silo.Stores.Postgres;
using Monitoring.TestServers;
using Npgsql;
using NpgsqlTypes;

namespace Monitoring.Benchmarks.Stores;

/// <summary>
/// What the same PostgreSQL takes for the rows alone: the product's own rows of <c>journal</c> and <c>posting_id</c> by binary COPY into
/// empty tables made by the product's migrations, on one connection, in transactions of the size the product chose, each durable before the
/// next. The bodies are made before the clock starts, so that nothing but the database works. With heads, each transaction also brings the
/// heads of its grains to where they stood after it, by the statement the product uses.
/// </summary>
internal static class BareCopy
{
    private const string CopyEntries =
        """
        copy journal (position, grain, sequence, previous, jump, high_water, behind, late, amount, balance_after, open_day, kind, data)
        from stdin (format binary)
        """;

    private const string CopyIds = "copy posting_id_0000 (key, content, grain, sequence) from stdin (format binary)";

    private const string InsertHeads =
        """
        insert into grain_head
          (key, sequence, position, late, balance, posting_count, posting_sequence, last_movement, open_day, open_alerts, kind)
        select key, sequence, position, 0, 0, 0, 0, 0, 0, 0, kind from unnest($1, $2, $3, $4) as u (key, sequence, position, kind)
        """;

    private const string UpdateHeads =
        """
        update grain_head h set sequence = u.sequence, position = u.position, late = case when u.late = 0 then h.late else u.late end,
          balance = u.balance, posting_count = u.posting_count, posting_sequence = u.posting_sequence, last_movement = u.last_movement,
          open_day = u.open_day, open_alerts = u.open_alerts
        from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) as u (
          key, sequence, position, late, balance, posting_count, posting_sequence, last_movement, open_day, open_alerts, kind,
          old_sequence, old_position)
        where h.key = u.key and h.sequence = u.old_sequence and h.position = u.old_position and h.kind = u.kind
        """;

    /// <summary>As the product's connection that finds rows by their keys.</summary>
    private const string Settings =
        """
        set synchronous_commit = on; set jit = off; set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off;
        set plan_cache_mode = force_generic_plan
        """;

    /// <summary>Writes all rows.</summary>
    public static async Task<Yardstick> RunAsync(PostgresServer server, WrittenRows rows, bool withHeads)
    {
        await using var books = await Books.CreateAsync(server);
        StoreServiceCollectionExtensions.Open(books.Options).Dispose();
        await using var connection = new NpgsqlConnection(books.Connection);
        await connection.OpenAsync();
        await ExecuteAsync(connection, Settings);
        // The first partition is numbered from 1 whatever the rows begin with; made as the product makes it.
        new PostgresParts(connection, books.Options.PartitionEntries).EnsureRoom(rows.LastPosition + 1);
        if (withHeads) await InsertHeadsAsync(connection, rows.Heads);
        await books.SettleAsync();
        await using var update = new NpgsqlCommand(UpdateHeads, connection);
        var parameters = Enumerable.Range(0, 13).Select(static _ => Longs()).ToArray();
        update.Parameters.AddRange(parameters);
        await update.PrepareAsync();
        var (cpu, watch) = (server.CpuSeconds(), Stopwatch.StartNew());
        foreach (var group in rows.Groups)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await CopyAsync(connection, CopyIds, group.Ids);
            if (withHeads)
            {
                for (var i = 0; i < parameters.Length; i++) parameters[i].TypedValue = group.Heads[i];
                if (await update.ExecuteNonQueryAsync() != group.Heads[0].Length) throw new InvalidOperationException("A bare update found no row.");
            }

            await CopyAsync(connection, CopyEntries, group.Entries);
            await transaction.CommitAsync();
        }

        watch.Stop();
        return new Yardstick(rows.Postings / watch.Elapsed.TotalSeconds, (server.CpuSeconds() - cpu) * 1e6 / rows.Postings);
    }

    private static NpgsqlParameter<long[]> Longs() => new() { TypedValue = [], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint };

    private static async Task InsertHeadsAsync(NpgsqlConnection connection, long[][] heads)
    {
        await using var insert = new NpgsqlCommand(InsertHeads, connection) { CommandTimeout = 0 };
        foreach (var column in heads)
        {
            var parameter = Longs();
            parameter.TypedValue = column;
            insert.Parameters.Add(parameter);
        }

        await insert.ExecuteNonQueryAsync();
    }

    private static async Task CopyAsync(NpgsqlConnection connection, string sql, byte[] body)
    {
        await using var stream = await connection.BeginRawBinaryCopyAsync(sql);
        await stream.WriteAsync(body);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
