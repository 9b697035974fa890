using System.Diagnostics;
using System.Globalization;
using Monitoring.Benchmarks.Store;

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

    /// <summary>Runs it. Arguments, each optional: postings, accounts, lines a request, senders, rounds.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var (postings, accounts) = (Argument(args, 0, PostingsDefault), Argument(args, 1, AccountsDefault));
        var load = Load.Of(accounts, postings, Argument(args, 2, BatchDefault), Argument(args, 3, SendersDefault));
        var workload = new StoreWorkload(load.Count, accounts, Seed);
        Console.WriteLine(Text($"{load.Count:N0} postings, {accounts:N0} accounts, {load.Bodies.Count} senders"));
        var ratios = new List<(double Bare, double Heads)>();
        for (var round = 0; round < Argument(args, 4, RoundsDefault); round++)
        {
            var (rate, size) = await ServerAsync(load);
            var bare = Bare(workload, size, withHeads: false);
            var heads = Bare(workload, size, withHeads: true);
            ratios.Add((rate / bare, rate / heads));
            Console.WriteLine(Text($"  bare inserts {bare:N0}/s, with heads {heads:N0}/s; ratio {rate / bare:F2}, with heads {rate / heads:F2}"));
        }

        Console.WriteLine(Text($"median ratio {Median(ratios.Select(static ratio => ratio.Bare)):F2} of bare inserts, {Median(ratios.Select(static ratio => ratio.Heads)):F2} of bare inserts and head updates"));
        return 0;
    }

    internal static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private static async Task<(double Rate, int Size)> ServerAsync(Load load)
    {
        var folder = Directory.CreateTempSubdirectory("monitoring-bench-").FullName;
        try
        {
            await using var server = await BenchServer.StartAsync(folder);
            await server.SendAsync("/feed/reference", load.Reference);
            var (cpu, transactions, entries) = (server.Cpu, await server.MetricAsync("journal_transactions_total"), await server.MetricAsync("journal_entries_total"));
            var commit = await server.MetricAsync("journal_transaction_duration_seconds_sum");
            var watch = Stopwatch.StartNew();
            await Task.WhenAll(load.Bodies.Select(async bodies =>
            {
                foreach (var body in bodies)
                {
                    await server.SendAsync("/feed/postings", body);
                }
            }));
            watch.Stop();
            cpu = server.Cpu - cpu;
            transactions = await server.MetricAsync("journal_transactions_total") - transactions;
            entries = await server.MetricAsync("journal_entries_total") - entries;
            commit = await server.MetricAsync("journal_transaction_duration_seconds_sum") - commit;
            var size = Math.Max(1, (int)(load.Count / Math.Max(1, transactions)));
            Console.WriteLine(Text($"server {load.Count / watch.Elapsed.TotalSeconds:N0} postings/s; {cpu.TotalMicroseconds / load.Count:F1} us CPU a posting; {transactions:N0} transactions of {size:N0} postings and {entries / transactions:N0} entries; committing {commit / watch.Elapsed.TotalSeconds:P0} of the time; {server.Resident >> 20:N0} MiB resident"));
            return (load.Count / watch.Elapsed.TotalSeconds, size);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Bare(StoreWorkload workload, int size, bool withHeads)
    {
        var folder = Directory.CreateTempSubdirectory("monitoring-bench-").FullName;
        try
        {
            return workload.Count / new BareInserts(folder, workload, withHeads).Run(size).TotalSeconds;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Argument(string[] args, int index, int otherwise) =>
        args.Length > index ? int.Parse(args[index], CultureInfo.InvariantCulture) : otherwise;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
