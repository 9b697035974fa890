using Monitoring.Silo.Stores;

namespace Monitoring.Api.Health;

/// <summary>
/// Whether postings can be taken: the store is open, migrated and recovered, and its journal can be written. Asked often it probes once a
/// second, so that asking is no load. Thread-safe.
/// </summary>
public sealed class Readiness(IStoreHealth store, IHostApplicationLifetime lifetime, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan AgeMax = TimeSpan.FromSeconds(1);

    /// <summary>Longest a probe may take before the journal counts as not writable: as long as common health checks wait.</summary>
    private static readonly TimeSpan ProbeMax = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _probing = new(1, 1);
    private (bool IsReady, string? Problem) _last;
    private long? _probedAt;

    /// <summary>Probes, or answers as a moment ago.</summary>
    /// <returns>What stands in the way; <c>null</c> when nothing does.</returns>
    public async Task<string?> ProblemAsync(CancellationToken cancellationToken)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested) return "The server is stopping.";
        await _probing.WaitAsync(cancellationToken);
        try
        {
            if (_probedAt is not { } at || time.GetElapsedTime(at) >= AgeMax)
            {
                _last = await ProbeAsync(cancellationToken);
                _probedAt = time.GetTimestamp();
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
        using var limit = new CancellationTokenSource(ProbeMax, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await store.ProbeAsync(either.Token) ? (true, null) : (false, store.Problem);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return (false, "The journal did not answer in time.");
        }
    }
}
