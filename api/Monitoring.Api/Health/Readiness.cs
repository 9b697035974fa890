using System.Diagnostics.Metrics;
using Monitoring.Grains.Grain;
using Monitoring.Silo.Stores;

namespace Monitoring.Api.Health;

/// <summary>
/// Whether postings can be taken: the store is open, migrated and recovered, and its journal can be written. Asked often it probes once a
/// second, so that asking is no load. Thread-safe.
/// </summary>
public sealed class Readiness : IDisposable
{
    private static readonly TimeSpan AgeMax = TimeSpan.FromSeconds(1);

    /// <summary>Longest a probe may take before the journal counts as not writable: as long as common health checks wait.</summary>
    private static readonly TimeSpan ProbeMax = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _probing = new(1, 1);
    private readonly IStoreHealth _store;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly TimeProvider _time;
    private (bool IsReady, string? Problem) _last;
    private long? _probedAt;

    /// <summary>Not probed yet.</summary>
    /// <param name="store">What is probed.</param>
    /// <param name="lifetime">A server that stops is not ready.</param>
    /// <param name="time">The world's clock.</param>
    /// <param name="meters">Where the last probe is told.</param>
    public Readiness(IStoreHealth store, IHostApplicationLifetime lifetime, TimeProvider time, IMeterFactory meters)
    {
        (_store, _lifetime, _time) = (store, lifetime, time);
        meters.Create(GrainMetrics.MeterName).CreateObservableGauge(
            "monitoring.ready", () => _last.IsReady ? 1 : 0, "{process}", "1 while postings can be taken: the journal can be written.");
    }

    /// <summary>Probes, or answers as a moment ago.</summary>
    /// <returns>What stands in the way; <c>null</c> when nothing does.</returns>
    public async Task<string?> ProblemAsync(CancellationToken cancellationToken)
    {
        if (_lifetime.ApplicationStopping.IsCancellationRequested) return "The server is stopping.";
        await _probing.WaitAsync(cancellationToken);
        try
        {
            if (_probedAt is not { } at || _time.GetElapsedTime(at) >= AgeMax)
            {
                _last = await ProbeAsync(cancellationToken);
                _probedAt = _time.GetTimestamp();
            }

            return _last.IsReady ? null : _last.Problem ?? "The journal cannot be written.";
        }
        finally
        {
            _probing.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _probing.Dispose();

    private async Task<(bool IsReady, string? Problem)> ProbeAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(ProbeMax, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await _store.ProbeAsync(either.Token) ? (true, null) : (false, _store.Problem);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return (false, "The journal did not answer in time.");
        }
    }
}
