using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Monitoring.Benchmarks.Grains;
using Monitoring.Domain.Detection;
using Monitoring.Domain.Ledger;
using Monitoring.EndToEnd.Support;
using Monitoring.Grains.Tests.Support;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Stores;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Monitoring.Cluster.Tests.Support;

/// <summary>What a call to a grain costs on each host: without any work, in rows of one table.</summary>
internal static class CallBench
{
    public static async Task RunAsync(int calls, string localSilo)
    {
        await using var local = ProcessRun.Start("dotnet", [localSilo, "calls", calls.ToString(CultureInfo.InvariantCulture)]);
        var code = await local.ExitAsync(TimeSpan.FromMinutes(10));
        Console.Write(code == 0 ? local.Output : throw new InvalidOperationException(local.Output));
        await MeasureBesideAsync(calls);
        foreach (var silos in (int[])[1, 2]) await MeasureRemoteAsync(calls, silos);
    }

    /// <summary>The caller is in the silo that has the grain.</summary>
    private static async Task MeasureBesideAsync(int calls)
    {
        using var folder = new TemporaryFolder();
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new LedgerRules(new DetectionParameters(), Bank.Calendar, OpenUnknownAccounts: true));
        builder.Services.AddStore(new StoreOptions { DataDirectory = folder.Path });
        builder.Services.AddMonitoringGrains();
        builder.UseOrleans(static silo => silo.UseLocalhostClustering(Server.FreeAddress().Port, Server.FreeAddress().Port));
        using var host = builder.Build();
        await host.StartAsync();
        using var process = Process.GetCurrentProcess();
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        Console.WriteLine(await GrainCallRounds.MeasureAsync("Orleans, from within the silo", grains, calls, () => Cpu(process)));
        await host.StopAsync();
    }

    /// <summary>The caller is a client in another process, as an api process is; with two silos half of the calls are forwarded.</summary>
    private static async Task MeasureRemoteAsync(int calls, int silos)
    {
        await using var cluster = await ClusterRun.StartAsync(new ClusterRunOptions { Silos = silos, Apis = 0 });
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(static options => options.ClusterId = options.ServiceId = "monitoring");
            client.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = ("Npgsql", cluster.ConnectionString));
        });
        using var host = builder.Build();
        await host.StartAsync();
        using var own = Process.GetCurrentProcess();
        var others = cluster.Silos.Select(static silo => Process.GetProcessById(silo.Server!.ProcessId)).ToArray();
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        Console.WriteLine(await GrainCallRounds.MeasureAsync(
            $"Orleans, from another process, {silos} silo(s)", grains, calls, () => Cpu(own) + others.Sum(Cpu)));
        await host.StopAsync();
        foreach (var process in others) process.Dispose();
    }

    private static double Cpu(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime.TotalSeconds;
    }
}
