namespace Monitoring.Grains.Queries;

/// <summary>Shows the quarantine to people; committed data only. Thread-safe.</summary>
public interface IQuarantineReader
{
    /// <summary>Entries, newest first.</summary>
    /// <param name="state">Only entries in this state; <c>null</c> for all.</param>
    /// <param name="before">Only entries with a lower number; <c>null</c> from the newest.</param>
    /// <param name="first">Most entries to return, at least 1.</param>
    /// <param name="cancellation">Ends the read.</param>
    ValueTask<Page<QuarantineEntry>> ListNewestAsync(QuarantineState? state, long? before, int first, CancellationToken cancellation);

    /// <summary>Number of entries.</summary>
    /// <param name="state">Only entries in this state; <c>null</c> for all.</param>
    /// <param name="cancellation">Ends the read.</param>
    ValueTask<long> CountAsync(QuarantineState? state, CancellationToken cancellation);
}
