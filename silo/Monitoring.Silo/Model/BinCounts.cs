using Monitoring.Domain.Model;

namespace Monitoring.Silo.Model;

/// <summary>How often a number fell in each bin of its training distribution.</summary>
internal sealed class BinCounts(Distribution expected)
{
    private readonly long[] _counts = new long[expected.Shares.Count];
    private readonly long[] _closed = new long[expected.Shares.Count];
    private double _index;

    /// <summary>Name of the number.</summary>
    public string Name => expected.Name;

    /// <summary>Upper ends of all bins but the last.</summary>
    public IReadOnlyList<double> Edges => expected.Edges;

    /// <summary>Population-stability index of the last window; 0 before it.</summary>
    public double Index => Volatile.Read(ref _index);

    /// <summary>Count of a bin since the model is in force.</summary>
    public long this[int bin] => Interlocked.Read(ref _counts[bin]);

    public void Count(double value) => Interlocked.Increment(ref _counts[expected.BinOf(value)]);

    /// <summary>Ends the window: tells its index and begins the next.</summary>
    public void CloseWindow(double shareMin)
    {
        Span<long> inWindow = stackalloc long[_counts.Length];
        long all = 0;
        for (var i = 0; i < inWindow.Length; i++)
        {
            var count = this[i];
            inWindow[i] = count - _closed[i];
            all += inWindow[i];
            _closed[i] = count;
        }

        if (all == 0) return;
        double index = 0;
        for (var i = 0; i < inWindow.Length; i++)
        {
            var (actual, wanted) = (Math.Max(shareMin, (double)inWindow[i] / all), Math.Max(shareMin, expected.Shares[i]));
            index += (actual - wanted) * Math.Log(actual / wanted);
        }

        Volatile.Write(ref _index, index);
    }
}
