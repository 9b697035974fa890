using Monitoring.Benchmarks.Shared;
using Monitoring.Models.Simulation;
using Monitoring.TestServers;

namespace Monitoring.Benchmarks.Latency;

/// <summary>
/// How long a posting waits for its answer, and an alert for its watcher, at half of the rate that the same server took a moment before.
/// </summary>
public static class LatencyBenchmark
{
    private const int AccountsDefault = 100_000;
    private const int TopPostingsDefault = 1_000_000;
    private const int SecondsDefault = 20;
    private const int BatchDefault = 100;
    private const int RoundsDefault = 5;
    private const int TopBatch = 1_000;
    private const int TopSenders = 8;
    private const int Senders = 32;
    private static readonly TimeSpan AlertPatience = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Runs it. Arguments, each optional: postings for the top rate, accounts, seconds of a round, lines a request, rounds; <c>--store</c>.
    /// </summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = new Arguments(args, "store");
        var store = arguments.Option("store", "sqlite", "postgres");
        var (postings, seconds, batch) = (arguments.Number(0, TopPostingsDefault), arguments.Number(2, SecondsDefault), arguments.Number(3, BatchDefault));
        var bank = new EvenBank(arguments.Number(1, AccountsDefault), PostingIdScheme.Sequential);
        await using var database = await ProductionPostgres.StartAsync(store);
        await using var books = await Books.CreateAsync(database);
        await using var server = await BenchServer.StartAsync(books.Folder, books.Settings);
        await server.SendAsync("/feed/reference", bank.Reference());
        var next = new EvenLoad(bank);
        await FeedRun.MeasureAsync(server, next.Take(postings / 2, TopBatch, TopSenders));
        var top = await FeedRun.MeasureAsync(server, next.Take(postings, TopBatch, TopSenders), database);
        var (acknowledged, alerts) = (new List<Latencies>(), new List<Latencies>());
        var missing = 0;
        for (var round = 0; round < arguments.Number(4, RoundsDefault); round++)
        {
            var load = next.Take((int)(top.Rate / 2 * seconds), batch, Senders);
            var (one, two, lost) = await RoundAsync(server, load, batch, top.Rate / 2, Report.Text($"LAT{round}"));
            acknowledged.Add(one);
            alerts.Add(two);
            missing += lost;
            Report.Line($"round {round + 1}: acknowledged {one}; alert shown {two}");
        }

        Console.WriteLine();
        Report.Line($"On {store} at {top.Rate / 2:N0} postings/s, half of {top.Rate:N0}/s, bodies of {batch} lines; medians of {acknowledged.Count} rounds of {seconds} s:");
        Print("due to acknowledged", acknowledged);
        Print("due to alert at the subscriber", alerts);
        Report.Line($"  alerts that never came: {missing}");
        return missing == 0 ? 0 : 1;
    }

    private static async Task<(Latencies Acknowledged, Latencies Alerts, int Missing)> RoundAsync(
        BenchServer server, Load load, int batch, double rate, string accounts)
    {
        var loop = new OpenLoop(server);
        await using var watcher = await AlertWatcher.StartAsync(server, () => loop.Now);
        await loop.RunAsync(load, batch, rate, accounts);
        await watcher.WaitAsync(loop.Due.Keys, AlertPatience);
        var (alerts, missing) = (new Latencies(), 0);
        lock (watcher.Seen)
        {
            foreach (var (account, due) in loop.Due)
            {
                if (watcher.Seen.TryGetValue(account, out var seen)) alerts.Add(seen - due);
                else missing++;
            }
        }

        return (loop.Acknowledged, alerts, missing);
    }

    private static void Print(string what, List<Latencies> rounds) => Report.Line(
        $"  {what,-32} median {Median(rounds, 0.5):F1} ms, p99 {Median(rounds, 0.99):F1} ms, p99.9 {Median(rounds, 0.999):F1} ms ({rounds.Sum(static round => round.Count):N0})");

    private static double Median(List<Latencies> rounds, double share) => Report.Median(rounds.Select(round => round.At(share)));
}
