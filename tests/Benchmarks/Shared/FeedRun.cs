using System.Diagnostics;
using Monitoring.TestServers;

namespace Monitoring.Benchmarks.Shared;

/// <summary>What a load cost a server that is ready.</summary>
/// <param name="Rate">Postings a second, sent to acknowledged, the senders never pausing.</param>
/// <param name="Cpu">Processor time of the server's process a posting, microseconds.</param>
/// <param name="DatabaseCpu">Processor time of the database server's processes a posting, microseconds.</param>
/// <param name="Postings">Postings a transaction.</param>
/// <param name="Entries">Journal entries a transaction.</param>
/// <param name="Committing">Share of the time in which the writer was in a transaction.</param>
/// <param name="Resident">Memory the server has resident at the end, bytes.</param>
internal sealed record FeedRun(double Rate, double Cpu, double DatabaseCpu, int Postings, int Entries, double Committing, long Resident)
{
    private const string Transactions = "journal_transactions_total";
    private const string EntryCount = "journal_entries_total";
    private const string Duration = "journal_transaction_duration_seconds_sum";

    /// <summary>Sends a load, each of its senders one body after the other.</summary>
    public static async Task<FeedRun> MeasureAsync(BenchServer server, Load load, PostgresServer? database = null)
    {
        var before = await FiguresAsync(server);
        var (cpu, databaseCpu, watch) = (server.Cpu, database?.CpuSeconds() ?? 0, Stopwatch.StartNew());
        await Task.WhenAll(load.Bodies.Select(async bodies =>
        {
            foreach (var body in bodies) await server.SendAsync("/feed/postings", body);
        }));
        watch.Stop();
        cpu = server.Cpu - cpu;
        databaseCpu = (database?.CpuSeconds() ?? 0) - databaseCpu;
        var after = await FiguresAsync(server);
        var transactions = Math.Max(1, after.Transactions - before.Transactions);
        return new FeedRun(
            load.Count / watch.Elapsed.TotalSeconds,
            cpu.TotalMicroseconds / load.Count,
            databaseCpu * 1e6 / load.Count,
            Math.Max(1, (int)(load.Count / transactions)),
            Math.Max(1, (int)((after.Entries - before.Entries) / transactions)),
            (after.Commit - before.Commit) / watch.Elapsed.TotalSeconds,
            server.Resident);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var database = DatabaseCpu > 0 ? Report.Text($" and {DatabaseCpu:F1} us of the database") : "";
        return Report.Text($"{Rate:N0} postings/s; {Cpu:F1} us CPU{database} a posting; {Postings:N0} postings and {Entries:N0} entries a transaction; committing {Committing:P0} of the time; {Resident >> 20:N0} MiB resident");
    }

    private static async Task<(double Transactions, double Entries, double Commit)> FiguresAsync(BenchServer server) =>
        (await server.MetricAsync(Transactions), await server.MetricAsync(EntryCount), await server.MetricAsync(Duration));
}
