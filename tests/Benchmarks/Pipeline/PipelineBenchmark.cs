using Monitoring.Benchmarks.Shared;
using Monitoring.Benchmarks.Store;
using Monitoring.TestServers;

namespace Monitoring.Benchmarks.Pipeline;

/// <summary>
/// Postings per second through HTTP to durable, all rules on, beside what the same machine's SQLite takes for bare inserts of as many rows
/// in transactions of the same size. The load generator shares the machine.
/// </summary>
public static class PipelineBenchmark
{
    private const int PostingsDefault = 1_000_000;
    private const int AccountsDefault = 100_000;
    private const int BatchDefault = 1_000;
    private const int SendersDefault = 8;
    private const int RoundsDefault = 5;
    private const int Seed = 20261122;

    /// <summary>
    /// Runs it. Arguments, each optional: postings, accounts, lines a request, senders, rounds; <c>--store</c>, <c>--warm</c> postings that each
    /// server takes before it is measured.
    /// </summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = new Arguments(args, "store", "warm");
        var (postings, accounts) = (arguments.Number(0, PostingsDefault), arguments.Number(1, AccountsDefault));
        var warm = arguments.Number("warm", 0);
        var load = Load.Of(accounts, postings + warm, arguments.Number(2, BatchDefault), arguments.Number(3, SendersDefault)).Split(warm);
        await using var database = await ProductionPostgres.StartAsync(arguments.Option("store", "sqlite", "postgres"));
        var workload = new StoreWorkload(load.Main.Count, accounts, Seed);
        Report.Line($"{load.Main.Count:N0} postings after {load.Warm.Count:N0}, {accounts:N0} accounts, {load.Main.Bodies.Count} senders");
        var ratios = new List<(double Bare, double Heads)>();
        for (var round = 0; round < arguments.Number(4, RoundsDefault); round++)
        {
            var server = await ServerAsync(load, database);
            if (database is not null) continue;
            var (rate, size) = (server.Rate, server.Postings);
            var bare = Bare(workload, size, withHeads: false).Rate;
            var heads = Bare(workload, size, withHeads: true).Rate;
            ratios.Add((rate / bare, rate / heads));
            Report.Line($"  bare inserts {bare:N0}/s, with heads {heads:N0}/s; ratio {rate / bare:F2}, with heads {rate / heads:F2}");
        }

        if (database is not null) return 0;
        Report.Line($"median ratio {Report.Median(ratios.Select(static ratio => ratio.Bare)):F2} of bare inserts, {Report.Median(ratios.Select(static ratio => ratio.Heads)):F2} of bare inserts and head updates");
        return 0;
    }

    private static async Task<FeedRun> ServerAsync((Load Warm, Load Main) load, PostgresServer? database)
    {
        await using var books = await Books.CreateAsync(database);
        await using var server = await BenchServer.StartAsync(books.Folder, books.Settings);
        await server.SendAsync("/feed/reference", load.Warm.Reference);
        await FeedRun.MeasureAsync(server, load.Warm);
        await books.SettleAsync();
        var run = await FeedRun.MeasureAsync(server, load.Main, database);
        Console.WriteLine("server " + run);
        return run;
    }

    internal static Yardstick Bare(StoreWorkload workload, int size, bool withHeads)
    {
        var folder = Directory.CreateTempSubdirectory("monitoring-bench-").FullName;
        try
        {
            var inserts = new BareInserts(folder, workload, withHeads);
            var time = inserts.Run(size);
            return new Yardstick(workload.Count / time.TotalSeconds, inserts.Processor.TotalMicroseconds / workload.Count);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
