using Monitoring.Benchmarks.Latency;
using Monitoring.Benchmarks.Shared;

namespace Monitoring.Benchmarks.Growth;

/// <summary>
/// What history costs: stores with short and long histories side by side, the same load on each in turns, with throughput, latency at half of
/// it, start-up and memory beside each other.
/// </summary>
public static class GrowthBenchmark
{
    private const int AccountsDefault = 50_000;
    private const int LoadDefault = 500_000;
    private const int RoundsDefault = 5;
    private const int Batch = 1_000;
    private const int Senders = 8;
    private const int LatencyBatch = 100;
    private const int LatencySenders = 32;
    private const int LatencySeconds = 6;

    /// <summary>
    /// Runs it. Arguments: sizes of the histories, each a number of postings or of millions when below 1,000; the first is what the others are
    /// compared with. Options: <c>--store</c>, <c>--ids</c>, <c>--accounts</c>, <c>--load</c> postings a round, <c>--rounds</c>,
    /// <c>--keep</c> folder.
    /// </summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = new Arguments(args, "store", "ids", "keep", "accounts", "load", "rounds");
        var (store, ids) = (arguments.Option("store", "sqlite", "postgres"), arguments.Option("ids", "growing", "random"));
        var sizes = arguments.Numbers(0, 1, 10, 50).Select(static size => size < 1_000 ? size * 1_000_000L : size).ToArray();
        var accounts = arguments.Number("accounts", AccountsDefault);
        Report.Line($"{store}, {ids} ids, {accounts:N0} accounts, histories of {string.Join(", ", sizes.Select(static size => Report.Text($"{size:N0}")))}");
        var stores = new List<GrownStore>();
        try
        {
            foreach (var size in sizes) stores.Add(await GrownStore.OpenAsync(store, ids, accounts, size, arguments.Option("keep")));
            var figures = stores.Select(static _ => new GrowthFigures()).ToArray();
            await StartUpsAsync(stores, figures, arguments.Number("rounds", RoundsDefault));
            await RoundsAsync(stores, figures, arguments.Number("load", LoadDefault), arguments.Number("rounds", RoundsDefault));
            GrowthFigures.Print(sizes, figures);
            return 0;
        }
        finally
        {
            foreach (var grown in stores) await grown.DisposeAsync();
        }
    }

    /// <summary>The first start of each brings its files into memory and is not counted.</summary>
    private static async Task StartUpsAsync(List<GrownStore> stores, GrowthFigures[] figures, int rounds)
    {
        for (var round = 0; round <= rounds; round++)
        {
            for (var i = 0; i < stores.Count; i++)
            {
                var time = await stores[i].StartAsync();
                if (round > 0) figures[i].StartUp.Add(time.TotalSeconds);
                if (round < rounds) await stores[i].StopAsync();
            }
        }
    }

    private static async Task RoundsAsync(List<GrownStore> stores, GrowthFigures[] figures, int postings, int rounds)
    {
        // The first load wakes the grains and has the code compiled; it is not counted.
        foreach (var grown in stores) await FeedRun.MeasureAsync(grown.Server, grown.Load.Take(postings, Batch, Senders));
        for (var round = 0; round < rounds; round++)
        {
            var half = 0.0;
            for (var turn = 0; turn < stores.Count; turn++)
            {
                var (grown, of) = (stores[turn], figures[turn]);
                var load = grown.Load.Take(postings, Batch, Senders);
                if (grown.PostgresServer is not null) await grown.PostgresServer.ExecuteAsync("checkpoint");
                var run = await FeedRun.MeasureAsync(grown.Server, load, grown.PostgresServer);
                if (turn == 0) half = run.Rate / 2;
                var loop = new OpenLoop(grown.Server);
                await loop.RunAsync(grown.Load.Take((int)(half * LatencySeconds), LatencyBatch, LatencySenders), LatencyBatch, half, null);
                of.Add(run, loop.Acknowledged, grown.Server.Resident);
                Report.Line($"round {round + 1}, {grown.Size:N0}: {run}; at {half:N0}/s {loop.Acknowledged}");
            }
        }
    }
}
