using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Silo.Stores;
using Orleans.Storage;

namespace Monitoring.Silo.Hosting;

/// <summary>
/// Keeps grains' states in the store, at low priority in the writer's transactions; the same on every host. Thread-safe. A version is a
/// random number, so that a record that was deleted and written anew is not taken for the old one.
/// </summary>
internal sealed class StoredStates(Store store, IServiceProvider services)
{
    /// <summary>A state and its version; <c>null</c> when there is none.</summary>
    public async ValueTask<(T State, string Etag)?> ReadAsync<T>(string stateName, string grainKey, CancellationToken cancellationToken)
    {
        var row = await store.Reader.SnapshotAsync(stateName, grainKey).AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
        return row is null ? null : (CodecOf<T>().Decode(row.Data), Text(row.Etag));
    }

    /// <summary>Writes a state whose stored version is still <paramref name="etag"/>.</summary>
    /// <returns>Its new version.</returns>
    /// <exception cref="InconsistentStateException">The stored version is another.</exception>
    public async ValueTask<string> WriteAsync<T>(
        string stateName, string grainKey, T state, string? etag, CancellationToken cancellationToken)
    {
        var data = CodecOf<T>().Encode(state);
        var version = Random.Shared.NextInt64(1, long.MaxValue);
        var expected = Number(etag);
        var written = await store.Writer.WriteAsync(writes => writes.PutSnapshot(stateName, grainKey, expected, version, data))
            .AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
        return written ? Text(version) : throw Inconsistent(stateName, grainKey, etag);
    }

    /// <summary>Deletes a state whose stored version is still <paramref name="etag"/>.</summary>
    /// <exception cref="InconsistentStateException">The stored version is another.</exception>
    public async ValueTask ClearAsync(string stateName, string grainKey, string? etag, CancellationToken cancellationToken)
    {
        var expected = Number(etag);
        var deleted = await store.Writer.WriteAsync(writes => writes.DeleteSnapshot(stateName, grainKey, expected))
            .AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
        if (!deleted) throw Inconsistent(stateName, grainKey, etag);
    }

    private static string Text(long etag) => etag.ToString(CultureInfo.InvariantCulture);

    private static long? Number(string? etag) => etag is null ? null : long.Parse(etag, CultureInfo.InvariantCulture);

    private static InconsistentStateException Inconsistent(string stateName, string grainKey, string? etag) =>
        new($"State {stateName} of grain {grainKey} is not at version {etag ?? "none"}.", null!, etag!);

    private ISnapshotCodec<T> CodecOf<T>() => services.GetService<ISnapshotCodec<T>>() ?? JsonSnapshotCodec<T>.Instance;
}
