namespace Orleans.Core;

/// <summary>A record kept in storage on behalf of a grain.</summary>
public interface IStorage
{
    /// <summary>Version of the record as last read or written; null when there is none.</summary>
    string? Etag { get; }

    /// <summary>Whether the record was there when last read, written or cleared.</summary>
    bool RecordExists { get; }

    /// <summary>Deletes the record.</summary>
    Task ClearStateAsync();

    /// <summary>Writes the record.</summary>
    /// <exception cref="Orleans.Storage.InconsistentStateException">The stored record is another version than ours.</exception>
    Task WriteStateAsync();

    /// <summary>Reads the record, dropping what was not written.</summary>
    Task ReadStateAsync();

    /// <inheritdoc cref="ClearStateAsync()"/>
    Task ClearStateAsync(CancellationToken cancellationToken) => ClearStateAsync();

    /// <inheritdoc cref="WriteStateAsync()"/>
    Task WriteStateAsync(CancellationToken cancellationToken) => WriteStateAsync();

    /// <inheritdoc cref="ReadStateAsync()"/>
    Task ReadStateAsync(CancellationToken cancellationToken) => ReadStateAsync();
}
