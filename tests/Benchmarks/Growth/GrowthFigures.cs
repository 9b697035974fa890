using Monitoring.Benchmarks.Latency;
using Monitoring.Benchmarks.Shared;

namespace Monitoring.Benchmarks.Growth;

/// <summary>What was measured on one store, round by round.</summary>
internal sealed class GrowthFigures
{
    private readonly List<double> _rate = [];
    private readonly List<double> _cpu = [];
    private readonly List<double> _median = [];
    private readonly List<double> _p99 = [];
    private readonly List<double> _resident = [];

    /// <summary>From the start of the process until ready, seconds.</summary>
    public List<double> StartUp { get; } = [];

    /// <summary>Writes ratios, then figures.</summary>
    public static void Print(long[] sizes, GrowthFigures[] figures)
    {
        Console.WriteLine();
        Console.WriteLine("Ratios, worse above 1, medians of the rounds (least to greatest):");
        for (var i = 1; i < figures.Length; i++)
        {
            Report.Line($"  {sizes[i]:N0} beside {sizes[0]:N0} postings");
            Ratio("time a posting", static of => of._rate, inverse: true);
            Ratio("processor time a posting", static of => of._cpu);
            Ratio("latency at half load, median", static of => of._median);
            Ratio("latency at half load, p99", static of => of._p99);
            Ratio("start-up", static of => of.StartUp);
            Ratio("memory", static of => of._resident);

            void Ratio(string name, Func<GrowthFigures, List<double>> of, bool inverse = false)
            {
                var ratios = of(figures[i]).Zip(of(figures[0]), (large, small) => inverse ? small / large : large / small);
                Console.WriteLine($"    {name,-32}{Report.Ratio(ratios)}");
            }
        }

        Console.WriteLine();
        Console.WriteLine("Figures, medians:");
        for (var i = 0; i < figures.Length; i++)
        {
            var of = figures[i];
            Report.Line($"  {sizes[i],12:N0}: {Report.Median(of._rate):N0} postings/s, {Report.Median(of._cpu):F1} us CPU with the database's, latency median {Report.Median(of._median):F1} ms, p99 {Report.Median(of._p99):F1} ms, start-up {Report.Median(of.StartUp):F2} s, {Report.Median(of._resident) / (1 << 20):N0} MiB");
        }
    }

    /// <summary>Adds a round.</summary>
    public void Add(FeedRun run, Latencies latencies, long resident)
    {
        _rate.Add(run.Rate);
        _cpu.Add(run.Cpu + run.DatabaseCpu);
        _median.Add(latencies.At(0.5));
        _p99.Add(latencies.At(0.99));
        _resident.Add(resident);
    }
}
