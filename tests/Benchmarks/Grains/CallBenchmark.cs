using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Domain.Calendar;
using Monitoring.Domain.Detection;
using Monitoring.Domain.Ledger;
using Monitoring.LocalSilo;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Stores;
using Orleans;

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
        var calendar = new BankCalendar(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), new TimeOnly(22, 0));
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new LedgerRules(new DetectionParameters(), calendar, OpenUnknownAccounts: true));
        services.AddSqliteStore(new StoreOptions { DataDirectory = folder });
        services.AddMonitoringGrains(maxActiveGrains: 200_000);
        await using var provider = services.BuildServiceProvider();
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(GrainCallRounds.Heads);
        Console.WriteLine(await GrainCallRounds.MeasureAsync(
            "local silo", provider.GetRequiredService<IGrainFactory>(), calls, () => process.TotalProcessorTime.TotalSeconds));
        await provider.GetRequiredService<LocalSiloHost>().StopAsync(CancellationToken.None);
    }
}
