namespace Monitoring.LocalSilo;

/// <summary>
/// Where grains' persistent states are kept. Register one as the default and others as keyed services under their storage names.
/// Called concurrently for many grains, for one grain's state by one call at a time; so an implementation may gather calls and
/// answer them from one transaction.
/// </summary>
public interface ILocalGrainStorage
{
    /// <summary>Reads a record.</summary>
    ValueTask<LocalGrainRecord<T>> ReadAsync<T>(string stateName, string grainKey, CancellationToken cancellationToken);

    /// <summary>Writes a record and gives its new version, never null.</summary>
    /// <param name="stateName">Name of the state.</param>
    /// <param name="grainKey">Key of the grain.</param>
    /// <param name="state">What to write.</param>
    /// <param name="etag">The version that must be in storage; null when there must be none.</param>
    /// <param name="cancellationToken">Ends the attempt, after which it is not known whether the record was written.</param>
    /// <exception cref="Orleans.Storage.InconsistentStateException">Storage has another version.</exception>
    ValueTask<string> WriteAsync<T>(string stateName, string grainKey, T state, string? etag, CancellationToken cancellationToken);

    /// <summary>Deletes a record; nothing happens when there is none and none is expected.</summary>
    /// <exception cref="Orleans.Storage.InconsistentStateException">Storage has another version than <paramref name="etag"/>.</exception>
    ValueTask ClearAsync<T>(string stateName, string grainKey, string? etag, CancellationToken cancellationToken);
}
