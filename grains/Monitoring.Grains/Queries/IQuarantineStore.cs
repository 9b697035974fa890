namespace Monitoring.Grains.Queries;

/// <summary>
/// Lines of the feed that were rejected, kept until somebody mends or drops them. Thread-safe. Written before the sender is answered; a
/// line that is sent again unchanged and rejected again is one entry that was seen twice.
/// </summary>
public interface IQuarantineStore
{
    /// <summary>
    /// Keeps lines; durable when the task completes. A line whose <see cref="RejectedLine.Fingerprint"/> is kept already adds nothing but
    /// raises that entry's <see cref="QuarantineEntry.TimesSeen"/> and sets its <see cref="QuarantineEntry.LastSeenAt"/>; its state stays.
    /// </summary>
    /// <param name="lines">At least one; fingerprints may repeat within the list.</param>
    /// <param name="at">Now.</param>
    /// <param name="cancellationToken">Gives up waiting; what is written stays.</param>
    /// <exception cref="Exception">The store cannot be written now; nothing was kept.</exception>
    ValueTask AddAsync(IReadOnlyList<RejectedLine> lines, DateTimeOffset at, CancellationToken cancellationToken = default);

    /// <summary>Entries with a number above <paramref name="after"/>, in order of number.</summary>
    /// <param name="after">Number of the last entry seen; 0 from the start.</param>
    /// <param name="first">Most entries to return, at least 1.</param>
    /// <param name="state">Only entries in this state; <c>null</c> for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<IReadOnlyList<QuarantineEntry>> ListAsync(
        long after, int first, QuarantineState? state = null, CancellationToken cancellationToken = default);

    /// <summary>One entry; <c>null</c> when there is none of this number.</summary>
    ValueTask<QuarantineEntry?> FindAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>
    /// Sets an entry's state; <c>false</c> when there is none of this number. Setting the state it has changes nothing.
    /// </summary>
    /// <exception cref="Exception">The store cannot be written now; nothing was kept.</exception>
    ValueTask<bool> MarkAsync(long id, QuarantineState state, DateTimeOffset at, CancellationToken cancellationToken = default);
}
