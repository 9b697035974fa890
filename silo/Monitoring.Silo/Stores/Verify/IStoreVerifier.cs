namespace Monitoring.Silo.Stores.Verify;

/// <summary>Checks that the store agrees with its journal and with itself. Thread-safe; writers go on meanwhile.</summary>
public interface IStoreVerifier
{
    /// <summary>
    /// Reads the whole store as of one moment. Takes seconds for each million entries, and memory for each grain, not for each entry.
    /// </summary>
    /// <param name="cancellation">Ends the check.</param>
    ValueTask<StoreReport> VerifyAsync(CancellationToken cancellation);
}
