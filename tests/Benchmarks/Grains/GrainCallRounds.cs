using System.Diagnostics;
using System.Globalization;
using Monitoring.Grains.Grain;
using Orleans;

namespace Monitoring.Benchmarks.Grains;

/// <summary>Calls that reach a grain, ask for nothing and come back: what a call costs on a host, without any work.</summary>
internal static class GrainCallRounds
{
    private const int Grains = 1_000;
    private const int InFlight = 64;
    private const int Rounds = 3;

    /// <summary>One in so many calls is made alone, to tell how long one takes.</summary>
    private const int AloneOneIn = 10;

    /// <summary>Column heads of <see cref="MeasureAsync"/>.</summary>
    public const string Heads = "calls to a grain | one alone, µs | 64 in flight, calls/s | CPU a call, µs";

    /// <summary>Measures and gives a row: medians of three rounds.</summary>
    /// <param name="what">The host.</param>
    /// <param name="factory">Gives references to its grains.</param>
    /// <param name="calls">Of a round.</param>
    /// <param name="cpuSeconds">Processor time so far of all processes that take part.</param>
    public static async Task<string> MeasureAsync(string what, IGrainFactory factory, int calls, Func<double> cpuSeconds)
    {
        var grains = Enumerable.Range(0, Grains)
            .Select(number => factory.GetGrain<IBranchGrain>(string.Create(CultureInfo.InvariantCulture, $"CALLED-{number}"))).ToArray();
        // Wakes them, and compiles the paths.
        await SideBySideAsync(grains, calls);
        var (alone, many, cpu) = (new double[Rounds], new double[Rounds], new double[Rounds]);
        for (var round = 0; round < Rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            for (var call = 0; call < calls / AloneOneIn; call++) await grains[call % Grains].GetReferenceAsync();
            alone[round] = Stopwatch.GetElapsedTime(began).TotalMicroseconds / (calls / AloneOneIn);
            var before = cpuSeconds();
            began = Stopwatch.GetTimestamp();
            await SideBySideAsync(grains, calls);
            many[round] = calls / Stopwatch.GetElapsedTime(began).TotalSeconds;
            cpu[round] = (cpuSeconds() - before) * 1e6 / calls;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{what} | {Median(alone):N1} | {Median(many):N0} | {Median(cpu):N1}");
    }

    private static Task SideBySideAsync(IBranchGrain[] grains, int calls) => Task.WhenAll(Enumerable.Range(0, InFlight).Select(first => Task.Run(async () =>
    {
        for (var call = first; call < calls; call += InFlight) await grains[call % Grains].GetReferenceAsync();
    })));

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
