using Monitoring.LocalSilo;

namespace Monitoring.Silo.Hosting.Local;

/// <summary>Keeps grains' states in the store. Thread-safe.</summary>
internal sealed class LocalGrainStorage(StoredStates states) : ILocalGrainStorage
{
    /// <inheritdoc/>
    public async ValueTask<LocalGrainRecord<T>> ReadAsync<T>(string stateName, string grainKey, CancellationToken cancellationToken) =>
        await states.ReadAsync<T>(stateName, grainKey, cancellationToken).ConfigureAwait(false) is { } found
            ? new LocalGrainRecord<T>(found.State, found.Etag)
            : default;

    /// <inheritdoc/>
    public ValueTask<string> WriteAsync<T>(
        string stateName, string grainKey, T state, string? etag, CancellationToken cancellationToken) =>
        states.WriteAsync(stateName, grainKey, state, etag, cancellationToken);

    /// <inheritdoc/>
    public ValueTask ClearAsync<T>(string stateName, string grainKey, string? etag, CancellationToken cancellationToken) =>
        states.ClearAsync(stateName, grainKey, etag, cancellationToken);
}
