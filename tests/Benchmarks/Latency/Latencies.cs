using Monitoring.Benchmarks.Shared;

namespace Monitoring.Benchmarks.Latency;

/// <summary>Times from when something was due to when it had happened.</summary>
internal sealed class Latencies
{
    private readonly List<double> _milliseconds = [];
    private readonly Lock _gate = new();

    /// <summary>Number of times.</summary>
    public int Count => _milliseconds.Count;

    /// <summary>Adds a time, for each of some postings.</summary>
    public void Add(TimeSpan time, int postings = 1)
    {
        lock (_gate)
        {
            for (var i = 0; i < postings; i++) _milliseconds.Add(time.TotalMilliseconds);
        }
    }

    /// <summary>The time that a share of all did not exceed, milliseconds.</summary>
    public double At(double share)
    {
        lock (_gate)
        {
            if (_milliseconds.Count == 0) return double.NaN;
            _milliseconds.Sort();
            return _milliseconds[Math.Clamp((int)Math.Ceiling(share * _milliseconds.Count) - 1, 0, _milliseconds.Count - 1)];
        }
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Report.Text($"median {At(0.5):F1} ms, p99 {At(0.99):F1} ms, p99.9 {At(0.999):F1} ms, largest {At(1):F1} ms ({Count:N0})");
}
