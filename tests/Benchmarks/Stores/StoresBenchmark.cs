using Monitoring.Benchmarks.Pipeline;
using Monitoring.Benchmarks.Shared;
using Monitoring.Benchmarks.Store;
using Monitoring.TestServers;

namespace Monitoring.Benchmarks.Stores;

/// <summary>
/// The product on both stores beside what the same machine takes for the bare work, all in one run and in turns: pgbench on the same server,
/// the product on PostgreSQL, the bare COPY of its rows, the product on SQLite, bare inserts there. Then where the time goes.
/// </summary>
public static class StoresBenchmark
{
    private const int PostingsDefault = 1_000_000;
    private const int AccountsDefault = 100_000;
    private const int BatchDefault = 1_000;
    private const int SendersDefault = 8;
    private const int RoundsDefault = 5;
    private const int PgBenchSeconds = 10;
    private const int WarmDefault = 800_000;
    private const int Seed = 20261122;

    /// <summary>
    /// Runs it. Arguments, each optional: postings, accounts, lines a request, senders, rounds; <c>--pgbench</c> seconds of each of its runs,
    /// <c>--warm</c> postings that each server takes before it is measured.
    /// </summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = new Arguments(args, "pgbench", "warm");
        var (postings, accounts) = (arguments.Number(0, PostingsDefault), arguments.Number(1, AccountsDefault));
        var seconds = arguments.Number("pgbench", PgBenchSeconds);
        var warm = arguments.Number("warm", WarmDefault);
        var load = Load.Of(accounts, postings + warm, arguments.Number(2, BatchDefault), arguments.Number(3, SendersDefault)).Split(warm);
        var workload = new StoreWorkload(load.Main.Count, accounts, Seed);
        Report.Line($"{load.Main.Count:N0} postings after {load.Warm.Count:N0}, {accounts:N0} accounts, {load.Main.Bodies.Count} senders");
        await using var server = await ProductionPostgres.StartAsync();
        var pgBench = new PgBench(server);
        await pgBench.InitialiseAsync();
        var tried = await pgBench.FindBestAsync(seconds);
        Console.WriteLine("pgbench by clients: " + string.Join(", ", tried.Select(static rate => Report.Text($"{rate.Clients}: {rate.Rate:N0}/s"))));
        var rounds = new List<StoresRound>();
        WrittenRows? rows = null;
        for (var round = 1; round <= arguments.Number(4, RoundsDefault); round++)
        {
            await server.ExecuteAsync("checkpoint");
            var tps = await pgBench.MeasureAsync(seconds);
            (var postgres, rows) = await ProductAsync(load, server, rows);
            var copy = await BareCopy.RunAsync(server, rows!, withHeads: false);
            var copyHeads = await BareCopy.RunAsync(server, rows!, withHeads: true);
            var (sqlite, _) = await ProductAsync(load, null, null);
            var inserts = PipelineBenchmark.Bare(workload, sqlite.Postings, withHeads: false);
            var insertsHeads = PipelineBenchmark.Bare(workload, sqlite.Postings, withHeads: true);
            rounds.Add(new StoresRound(tps, postgres, copy, copyHeads, sqlite, inserts, insertsHeads));
            Console.WriteLine(Report.Text($"round {round}: ") + rounds[^1]);
        }

        StoresRound.Print(rounds, pgBench.Clients, rows!.What);
        await PartsAsync(load, server);
        return 0;
    }

    private static async Task<(FeedRun Run, WrittenRows? Rows)> ProductAsync(
        (Load Warm, Load Main) load, PostgresServer? database, WrittenRows? known)
    {
        await using var books = await Books.CreateAsync(database);
        await using var server = await BenchServer.StartAsync(books.Folder, books.Settings);
        await WarmAsync(server, load.Warm);
        var after = database is null ? 0 : await WrittenRows.LastPositionAsync(books.Connection);
        await books.SettleAsync();
        var run = await FeedRun.MeasureAsync(server, load.Main, database);
        if (database is null || known is not null) return (run, known);
        return (run, await WrittenRows.ReadAsync(books.Connection, after, run.Entries));
    }

    private static async Task WarmAsync(BenchServer server, Load warm)
    {
        await server.SendAsync("/feed/reference", warm.Reference);
        await FeedRun.MeasureAsync(server, warm);
    }

    private static async Task PartsAsync((Load Warm, Load Main) load, PostgresServer database)
    {
        await OneAsync("PostgreSQL", database);
        await OneAsync("SQLite", null);

        async Task OneAsync(string name, PostgresServer? where)
        {
            await using var books = await Books.CreateAsync(where);
            await using var server = await BenchServer.StartAsync(books.Folder, [.. books.Settings, .. Profile.Settings]);
            await WarmAsync(server, load.Warm);
            using var profile = Profile.Start(server.ProcessId);
            var run = await FeedRun.MeasureAsync(server, load.Main, where);
            Console.WriteLine();
            Report.Line($"Parts of the {run.Cpu:F1} us on {name}, of one more run that was watched ({run.Rate:N0} postings/s):");
            Console.WriteLine(await profile.EndAsync(run.Cpu));
        }
    }
}
