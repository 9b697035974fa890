using System.Globalization;
using Monitoring.Silo.Stores;

namespace Monitoring.Benchmarks.Store;

/// <summary>
/// Postings per second that the journal makes durable, beside what the same machine's SQLite takes for bare inserts of the same rows in
/// transactions of the same size, in one run.
/// </summary>
public static class StoreBenchmark
{
    private const int PostingsDefault = 1_000_000;
    private const int AccountsDefault = 100_000;

    /// <summary>Accounts with a commit in flight: a feed of a few thousand lines at a time.</summary>
    private const int LanesDefault = 8_192;

    private const int Seed = 20261122;

    /// <summary>Runs it.</summary>
    /// <param name="args">Number of postings, of accounts, of accounts in flight; each optional.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["postgres", ..]) return await PostgresStoreBenchmark.RunAsync(args[1..]);
        var workload = new StoreWorkload(Argument(args, 0, PostingsDefault), Argument(args, 1, AccountsDefault), Seed);
        var lanes = Argument(args, 2, LanesDefault);
        Console.WriteLine($"{workload.Count:N0} postings, {workload.Accounts:N0} accounts, {lanes:N0} in flight");
        var journal = await JournalAsync("journal", workload, lanes, withFacts: false);
        var facts = await JournalAsync("journal, each posting id looked up first", workload, lanes, withFacts: true);
        var size = journal.Size;
        var heads = Bare("bare inserts and head updates", workload, size, withHeads: true);
        var bare = Bare("bare inserts", workload, size, withHeads: false);
        Console.WriteLine($"journal / bare inserts                    {journal.Rate / bare:F2}");
        Console.WriteLine($"journal / bare inserts and head updates   {journal.Rate / heads:F2}");
        Console.WriteLine($"journal with look-ups / bare inserts      {facts.Rate / bare:F2}");
        return 0;
    }

    private static int Argument(string[] args, int index, int otherwise) =>
        args.Length > index ? int.Parse(args[index], CultureInfo.InvariantCulture) : otherwise;

    private static async Task<(double Rate, int Size)> JournalAsync(string name, StoreWorkload workload, int lanes, bool withFacts)
    {
        var folder = Directory.CreateTempSubdirectory("monitoring-bench-").FullName;
        try
        {
            using var run = new JournalRun(new StoreOptions { DataDirectory = folder }, workload, lanes, withFacts);
            var rate = Print(name, workload, await run.RunAsync(), run.Processor);
            Console.WriteLine($"  {run.PostingsPerTransaction:N0} postings a transaction, the longest took {run.Longest * 1000:F0} ms");
            return (rate, run.PostingsPerTransaction);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private static double Bare(string name, StoreWorkload workload, int size, bool withHeads)
    {
        var folder = Directory.CreateTempSubdirectory("monitoring-bench-").FullName;
        try
        {
            var run = new BareInserts(folder, workload, withHeads);
            return Print(name, workload, run.Run(size), run.Processor);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private static double Print(string name, StoreWorkload workload, TimeSpan time, TimeSpan processor)
    {
        var rate = workload.Count / time.TotalSeconds;
        var each = processor.TotalMicroseconds / workload.Count;
        Console.WriteLine($"{name,-42}{rate,12:N0} postings/s{each,8:F1} µs of processor each");
        return rate;
    }
}
