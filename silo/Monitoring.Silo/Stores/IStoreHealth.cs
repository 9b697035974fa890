namespace Monitoring.Silo.Stores;

/// <summary>Whether the store works. Thread-safe.</summary>
public interface IStoreHealth
{
    /// <summary>Why the last attempt to write failed; <c>null</c> when it did not.</summary>
    string? Problem { get; }

    /// <summary>Writes something that changes nothing and waits until it is durable.</summary>
    /// <returns>Whether the journal can be written now.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up first.</exception>
    ValueTask<bool> ProbeAsync(CancellationToken cancellation);
}
