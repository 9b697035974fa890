using Orleans.Runtime;
using Orleans.Storage;

namespace Monitoring.Silo.Hosting.Cluster;

/// <summary>
/// Keeps grains' states in the store. Not Orleans' own provider for databases: that rewrites a whole state in a commit of its own, where
/// here it shares the journal's. Thread-safe.
/// </summary>
internal sealed class StoreGrainStorage(StoredStates states) : IGrainStorage
{
    /// <inheritdoc/>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var found = await states.ReadAsync<T>(stateName, KeyOf(grainId), CancellationToken.None).ConfigureAwait(false);
        if (found is { } record) (grainState.State, grainState.ETag, grainState.RecordExists) = (record.State, record.Etag, true);
        else (grainState.State, grainState.ETag, grainState.RecordExists) = (Activator.CreateInstance<T>(), null!, false);
    }

    /// <inheritdoc/>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        grainState.ETag = await states.WriteAsync(stateName, KeyOf(grainId), grainState.State, grainState.ETag, CancellationToken.None)
            .ConfigureAwait(false);
        grainState.RecordExists = true;
    }

    /// <inheritdoc/>
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (grainState.RecordExists)
        {
            await states.ClearAsync(stateName, KeyOf(grainId), grainState.ETag, CancellationToken.None).ConfigureAwait(false);
        }

        (grainState.State, grainState.ETag, grainState.RecordExists) = (Activator.CreateInstance<T>(), null!, false);
    }

    /// <summary>The same key as on the local silo: a store goes from one host to the other.</summary>
    private static string KeyOf(GrainId grainId) => grainId.Key.ToString()!;
}
