using System.Diagnostics;
using System.Globalization;
using Monitoring.Simulation.Engine;
using Monitoring.Simulation.Platform;
using Monitoring.TestServers;

namespace Monitoring.Simulation;

/// <summary>Runs seeds one after the other and tells of each that fails.</summary>
internal sealed class Runner(RunOptions options, TextWriter output)
{
    /// <summary>Lines shown of a seed that failed.</summary>
    private const int TailLines = 60;

    private readonly Tally _total = new();

    /// <returns>Number of seeds that failed.</returns>
    public async Task<int> RunAsync()
    {
        var failed = 0;
        var watch = Stopwatch.StartNew();
        await using var server = options.StoreName == RunOptions.Postgres ? await PostgresServer.StartAsync() : null;
        for (var i = 0L; i < options.Seeds && watch.Elapsed < options.Longest; i++)
        {
            if (!await RunSeedAsync(options.From + (ulong)i, server)) failed++;
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{_total.Seeds} seeds in {watch.Elapsed.TotalSeconds:F0} s, {failed} failed: {_total}"));
        return failed;
    }

    private async Task<bool> RunSeedAsync(ulong seed, PostgresServer? server)
    {
        var log = new StepLog(TailLines, options.Verbose ? output : null);
        using var place = await NewPlaceAsync(seed, server);
        using var simulation = new Simulation(seed, place, log, options.Mutation, options.Scale);
        try
        {
            await simulation.RunAsync();
            _total.Add(simulation.Tally);
            if (options.Digests) output.WriteLine($"seed {seed}: {log.Digest} after {log.Lines} lines; {simulation.Tally}");
            return true;
        }
        catch (Exception exception)
        {
            _total.Seeds++;
            foreach (var line in log.Tail) output.WriteLine(line);
            var invariant = exception is ViolationException violation ? violation.Invariant : "the simulation ends";
            output.WriteLine($"seed {seed}: VIOLATED: {invariant}");
            output.WriteLine(exception is ViolationException ? exception.Message : exception.ToString());
            output.WriteLine($"again: --store {options.StoreName} --from {seed} --seeds 1 --scale {options.Scale} --verbose");
            return false;
        }
    }

    private async Task<IStorePlace> NewPlaceAsync(ulong seed, PostgresServer? server)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"monitoring-simulation-{Environment.ProcessId}-{seed}");
        var folder = Path.Combine(options.Folder, name);
        return server is null ? new SqlitePlace(folder) : new PostgresPlace(await server.CreateDatabaseAsync(), folder);
    }
}
