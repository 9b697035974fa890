using System.Globalization;
using Monitoring.Silo.Stores;
using Monitoring.TestServers;
using Npgsql;

namespace Monitoring.Benchmarks.Store;

/// <summary>
/// The journal on a PostgreSQL server of its own, durable, beside bare COPY of the same rows into the same tables in transactions of the
/// same size, in one run.
/// </summary>
internal static class PostgresStoreBenchmark
{
    private const int PostingsDefault = 1_000_000;
    private const int AccountsDefault = 100_000;
    private const int LanesDefault = 8_192;
    private const int Seed = 20261122;
    private const string KnownPrefix = "known=";

    /// <summary>As README advises for production, on a machine of this size.</summary>
    private static readonly PostgresServerSettings Settings = new()
    {
        Configuration = new Dictionary<string, string>
        {
            ["shared_buffers"] = "2GB",
            ["max_wal_size"] = "8GB",
            ["min_wal_size"] = "2GB",
            ["checkpoint_timeout"] = "15min",
            ["wal_compression"] = "lz4",
            ["wal_buffers"] = "64MB",
        },
    };

    /// <summary>Runs it.</summary>
    /// <param name="args">
    /// Number of postings, of accounts, of accounts in flight; <c>random</c> ids; <c>known=N</c> ids that are there before. Each optional.
    /// </param>
    public static async Task<int> RunAsync(string[] args)
    {
        var random = args.Contains("random");
        var known = args.Where(static arg => arg.StartsWith(KnownPrefix, StringComparison.Ordinal))
            .Select(static arg => long.Parse(arg[KnownPrefix.Length..], CultureInfo.InvariantCulture)).SingleOrDefault();
        var numbers = args.Where(static arg => char.IsAsciiDigit(arg[0]))
            .Select(static arg => int.Parse(arg, CultureInfo.InvariantCulture)).ToArray();
        var workload = new StoreWorkload(
            numbers.ElementAtOrDefault(0) is > 0 and var postings ? postings : PostingsDefault,
            numbers.ElementAtOrDefault(1) is > 0 and var accounts ? accounts : AccountsDefault, Seed, random, known);
        var lanes = numbers.ElementAtOrDefault(2) is > 0 and var inFlight ? inFlight : LanesDefault;
        Console.WriteLine(
            $"{workload.Count:N0} postings, {workload.Accounts:N0} accounts, {lanes:N0} in flight, {known:N0} known ids, "
            + (random ? "random" : "growing"));
        await using var server = await PostgresServer.StartAsync(Settings);
        var filling = new Filling(known, random);
        var (journal, size) = await JournalAsync(server, workload, lanes, filling);
        var bare = await BareAsync(server, workload, size, filling);
        Console.WriteLine($"journal / bare COPY   {journal / bare:F2}");
        return 0;
    }

    private static async Task<(double Rate, int Size)> JournalAsync(
        PostgresServer server, StoreWorkload workload, int lanes, Filling filling)
    {
        var options = new StoreOptions { Kind = StoreKind.Postgres, ConnectionString = await DatabaseAsync(server) };
        await filling.RunAsync(options);
        using var run = new JournalRun(options, workload, lanes, withFacts: false);
        var meter = new Meter(server);
        run.Opened = meter.Start;
        var time = await run.RunAsync();
        var rate = await meter.PrintAsync("journal", workload.Count, time, run.Processor);
        Console.WriteLine($"  {run.PostingsPerTransaction:N0} postings a transaction, the longest took {run.Longest * 1000:F0} ms");
        await PrintSizesAsync(options.ConnectionString!);
        return (rate, run.PostingsPerTransaction);
    }

    private static async Task<double> BareAsync(PostgresServer server, StoreWorkload workload, int size, Filling filling)
    {
        var connection = await DatabaseAsync(server);
        var options = new StoreOptions { Kind = StoreKind.Postgres, ConnectionString = connection };

        // Makes the tables and, with its first commit, the journal's first partition.
        using (var store = StoreServiceCollectionExtensions.OpenPostgres(options)) await store.Writer.CommitAsync(StoreWorkload.Opening(0));
        await ExecuteAsync(connection, "delete from journal");
        await filling.RunAsync(options);
        var meter = new Meter(server);
        meter.Start();
        var processor = Environment.CpuUsage.TotalTime;
        var time = new BareCopy(connection, workload).Run(size);
        return await meter.PrintAsync("bare COPY", workload.Count, time, Environment.CpuUsage.TotalTime - processor);
    }

    private static async Task PrintSizesAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            select relname, pg_table_size(oid), pg_indexes_size(oid) from pg_class
            where relname = 'grain_head' or relname like any (array['posting\_id\_0%', 'journal\_0%']) and relkind = 'r' order by 1
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            Console.WriteLine($"  {reader.GetString(0)}: {reader.GetInt64(1):N0} bytes, {reader.GetInt64(2):N0} of indexes");
        }
    }

    private static async Task<string> DatabaseAsync(PostgresServer server)
    {
        var name = new NpgsqlConnectionStringBuilder(await server.CreateDatabaseAsync()).Database!;
        return server.SocketConnectionString(name);
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>What the server spends between two moments.</summary>
    private sealed class Meter(PostgresServer server)
    {
        private double _cpu;
        private long _log;

        public void Start()
        {
            _log = LogBytesAsync().GetAwaiter().GetResult();
            _cpu = server.CpuSeconds();
        }

        public async Task<double> PrintAsync(string name, int postings, TimeSpan time, TimeSpan processor)
        {
            var cpu = server.CpuSeconds() - _cpu;
            var log = await LogBytesAsync() - _log;
            var rate = postings / time.TotalSeconds;
            Console.WriteLine(
                $"{name,-12}{rate,10:N0} postings/s; each {processor.TotalMicroseconds / postings:F1} µs here, "
                + $"{cpu * 1e6 / postings:F1} µs in the server, {(double)log / postings:F0} bytes of its log");
            return rate;
        }

        private async Task<long> LogBytesAsync()
        {
            await using var connection = new NpgsqlConnection(server.SocketConnectionString());
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("select (pg_current_wal_insert_lsn() - '0/0')::bigint", connection);
            return (long)(await command.ExecuteScalarAsync())!;
        }
    }

    /// <summary>Posting ids that are there before, as after years.</summary>
    private sealed record Filling(long Count, bool Random)
    {
        public async Task RunAsync(StoreOptions options)
        {
            if (Count == 0) return;
            using (StoreServiceCollectionExtensions.OpenPostgres(options))
            {
                // Opened for its tables.
            }

            var key = Random
                ? "gen_random_uuid()"
                : "(lpad(to_hex(n), 12, '0') || substr(md5(n::text), 1, 20))::uuid";
            await ExecuteAsync(
                options.ConnectionString!,
                $"""
                alter table posting_id_0000 drop constraint posting_id_0000_pkey;
                insert into posting_id_0000 (key, content, grain, sequence) 
                  select {key}, n, n % 1000000, n from generate_series(0, {Count - 1}) n;
                alter table posting_id_0000 add primary key (key);
                update store_state set id_part_ids = {Count}
                """);
            await ExecuteAsync(options.ConnectionString!, "vacuum analyze posting_id_0000");
            await ExecuteAsync(options.ConnectionString!, "checkpoint");
        }
    }
}
