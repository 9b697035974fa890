using System.Globalization;
using Monitoring.Benchmarks.Shared;
using Monitoring.Models.Simulation;

namespace Monitoring.Benchmarks.Pipeline;

/// <summary>Resident memory with a million accounts declared and a hundred thousand of them active; what an active and an idle account cost.</summary>
public static class MemoryBenchmark
{
    private const int AccountsDefault = 1_000_000;
    private const int ActiveDefault = 100_000;
    private const int PostingsEach = 10;
    private const int BodyLines = 1_000;

    /// <summary>Runs it. Arguments, each optional: accounts, active accounts.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var accounts = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : AccountsDefault;
        var active = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : ActiveDefault;
        var folder = Directory.CreateTempSubdirectory("monitoring-bench-").FullName;
        try
        {
            await using var server = await BenchServer.StartAsync(folder);
            Print("started", server.Resident, await server.MetricAsync("grain_activations"));
            var (reference, ids) = Reference(accounts);
            await server.SendAsync("/feed/reference", reference);
            Print(Text($"{accounts:N0} accounts declared"), server.Resident, await server.MetricAsync("grain_activations"));
            for (var round = 0; round < PostingsEach; round++)
            {
                foreach (var some in ids.Take(active).Chunk(BodyLines)) await server.SendAsync("/feed/postings", Postings(some, round));
            }

            Print(Text($"{active:N0} accounts with {PostingsEach} postings each"), server.Resident, await server.MetricAsync("grain_activations"));
            var database = new DirectoryInfo(folder).EnumerateFiles().Sum(static file => file.Length);
            Console.WriteLine(Text($"on disk {database >> 20:N0} MiB: {database / accounts:N0} B an account"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    private static (byte[] Body, string[] Ids) Reference(int accounts)
    {
        var ids = new List<string>(accounts);
        using var stream = new MemoryStream();
        using (var writer = new NdjsonFeedWriter(stream))
        {
            foreach (var record in new Simulator(SimulationPresets.Benchmark(accounts, 1)).Start().Reference())
            {
                writer.Write(record);
                if (record is SimulatedAccount account) ids.Add(account.Id);
            }
        }

        return (stream.ToArray(), [.. ids]);
    }

    private static byte[] Postings(ReadOnlySpan<string> accounts, int round)
    {
        using var stream = new MemoryStream();
        using var text = new StreamWriter(stream);
        for (var account = 0; account < accounts.Length; account++)
        {
            text.WriteLine(Text($$"""{"postingId":"M-{{round:D3}}-{{accounts[account]}}","account":"{{accounts[account]}}","direction":"credit","amount":{{1_000 + round}},"currency":"CNY","bookedAt":"2026-10-{{round + 1:D2}}T10:00:00+08:00","branch":"HQ","channel":"transfer","counterparty":"C{{(account + round) % 5_000:D6}}"}"""));
        }

        text.Flush();
        return stream.ToArray();
    }

    private static void Print(string what, long resident, double grains) =>
        Console.WriteLine(Text($"{resident >> 20,6:N0} MiB resident, {grains,9:N0} grains active: ") + what);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
