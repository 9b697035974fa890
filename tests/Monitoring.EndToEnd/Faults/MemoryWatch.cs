using System.Globalization;
using Monitoring.EndToEnd.Support;

namespace Monitoring.EndToEnd.Faults;

/// <summary>Samples the server's resident memory while a run lasts, over restarts too.</summary>
internal sealed class MemoryWatch : IAsyncDisposable
{
    private readonly Func<Server?> _server;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly List<(TimeSpan At, long Bytes)> _samples = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _sampling;

    public MemoryWatch(Func<Server?> server, TimeSpan interval, TimeProvider time)
    {
        (_server, _time, _start) = (server, time, time.GetTimestamp());
        _sampling = SampleAsync(interval);
    }

    /// <summary>Most memory seen, bytes.</summary>
    public long Max
    {
        get
        {
            lock (_samples) return _samples.Count == 0 ? 0 : _samples.Max(static sample => sample.Bytes);
        }
    }

    /// <summary>The samples, at most so many, evenly taken.</summary>
    public IReadOnlyList<(TimeSpan At, long Bytes)> Curve(int points)
    {
        lock (_samples)
        {
            var step = Math.Max(1, _samples.Count / points);
            return [.. _samples.Where((_, index) => index % step == 0)];
        }
    }

    /// <summary>Growth over the second half of the run by least squares, bytes a minute: what is left when the beginning is over.</summary>
    public double SlopePerMinute()
    {
        lock (_samples)
        {
            var half = _samples.Skip(_samples.Count / 2).ToArray();
            if (half.Length < 2) return 0;
            var (x, y) = (half.Average(static sample => sample.At.TotalMinutes), half.Average(static sample => (double)sample.Bytes));
            var spread = half.Sum(sample => Math.Pow(sample.At.TotalMinutes - x, 2));
            return half.Sum(sample => (sample.At.TotalMinutes - x) * (sample.Bytes - y)) / spread;
        }
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"memory {Max / 1048576.0:N0} MiB at most, {SlopePerMinute() / 1048576:N1} MiB a minute in the second half");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _sampling;
        _stop.Dispose();
    }

    private async Task SampleAsync(TimeSpan interval)
    {
        using var timer = new PeriodicTimer(interval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                if (_server()?.TryReadResidentBytes() is not { } bytes) continue;
                lock (_samples) _samples.Add((_time.GetElapsedTime(_start), bytes));
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // As asked.
        }
    }
}
