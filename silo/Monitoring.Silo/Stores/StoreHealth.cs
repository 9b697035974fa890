using Monitoring.Grains.Journal;

namespace Monitoring.Silo.Stores;

/// <summary>Asks the writer.</summary>
internal sealed class StoreHealth(Store store) : IStoreHealth
{
    /// <inheritdoc/>
    public string? Problem => store.Writer.Problem;

    /// <inheritdoc/>
    public async ValueTask<bool> ProbeAsync(CancellationToken cancellation)
    {
        try
        {
            return await store.Writer.WriteAsync(writes =>
            {
                writes.Probe();
                return true;
            }).AsTask().WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (JournalUnavailableException)
        {
            return false;
        }
    }
}
