using System.Diagnostics;
using System.Globalization;
using Monitoring.Simulation.Engine;
using Monitoring.Simulation.Platform;

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
        for (var i = 0L; i < options.Seeds && watch.Elapsed < options.Longest; i++)
        {
            if (!await RunSeedAsync(options.From + (ulong)i)) failed++;
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{_total.Seeds} seeds in {watch.Elapsed.TotalSeconds:F0} s, {failed} failed: {_total}"));
        return failed;
    }

    private async Task<bool> RunSeedAsync(ulong seed)
    {
        var log = new StepLog(TailLines, options.Verbose ? output : null);
        using var place = NewPlace(seed);
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

    private IStorePlace NewPlace(ulong seed) => new SqlitePlace(
        Path.Combine(options.Folder, string.Create(CultureInfo.InvariantCulture, $"monitoring-simulation-{Environment.ProcessId}-{seed}")));
}
