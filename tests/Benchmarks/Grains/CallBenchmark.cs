using System.Diagnostics;
using System.Globalization;
using Monitoring.Benchmarks.Shared;
using Monitoring.Silo.Stores;

namespace Monitoring.Benchmarks.Grains;

/// <summary>What a call to a grain costs on the local silo; the cluster's benchmark runs it beside its own hosts.</summary>
public static class CallBenchmark
{
    /// <summary>Runs it. Argument: number of calls, default 1,000,000.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var calls = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
        var folder = Directory.CreateTempSubdirectory("monitoring-bench-");
        try
        {
            await RunAsync(folder.FullName, calls);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return 0;
    }

    private static async Task RunAsync(string folder, int calls)
    {
        await using var bank = new InProcessBank(new StoreOptions { DataDirectory = folder }, maxActiveGrains: 200_000);
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(GrainCallRounds.Heads);
        Console.WriteLine(await GrainCallRounds.MeasureAsync(
            "local silo", bank.Grains, calls, () => process.TotalProcessorTime.TotalSeconds));
    }
}
