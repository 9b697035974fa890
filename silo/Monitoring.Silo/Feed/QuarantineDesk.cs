using Monitoring.Grains.Queries;

namespace Monitoring.Silo.Feed;

/// <summary>Shows rejected lines and takes them again, mended or as they were. Thread-safe.</summary>
public sealed class QuarantineDesk(IQuarantineStore store, FeedIngest feed, TimeProvider time)
{
    /// <summary>Most entries of one page.</summary>
    public const int PageMax = 1_000;

    /// <summary>Entries with a number above <paramref name="after"/>.</summary>
    public ValueTask<IReadOnlyList<QuarantineEntry>> ListAsync(
        long after, int first, QuarantineState? state, CancellationToken cancellationToken) =>
        store.ListAsync(after, Math.Clamp(first, 1, PageMax), state, cancellationToken);

    /// <summary>One entry; <c>null</c> when there is none of this number.</summary>
    public ValueTask<QuarantineEntry?> FindAsync(long id, CancellationToken cancellationToken) => store.FindAsync(id, cancellationToken);

    /// <summary>
    /// Takes an entry again. When all of its lines are taken or known it counts as resubmitted; else it stays as it is, and the answer says
    /// why. Lines that are rejected again make no new entry.
    /// </summary>
    /// <param name="entry">The entry.</param>
    /// <param name="mended">What is sent instead; <c>null</c> to send it as it was.</param>
    /// <param name="format">How <paramref name="mended"/> is written.</param>
    /// <param name="cancellationToken">The sender went away.</param>
    /// <exception cref="InvalidOperationException">The entry was cut when it was kept, so it can only be sent mended.</exception>
    public async Task<FeedResult> ResubmitAsync(
        QuarantineEntry entry, Stream? mended, FeedFormat format, CancellationToken cancellationToken)
    {
        var rejected = entry.Rejected;
        if (mended is null && rejected.IsCut) throw new InvalidOperationException("Only the start of the line was kept; send it whole.");
        var input = new FeedInput
        {
            Body = mended ?? new MemoryStream(rejected.Body, writable: false),
            Kind = rejected.Path == FeedPaths.Reference ? FeedKind.Reference : FeedKind.Postings,
            Format = mended is null ? MediaTypes.FormatOf(rejected.ContentType) ?? FeedFormat.Json : format,
            Source = $"quarantine {entry.Id}",
            Quarantines = false,
        };
        var result = await feed.TakeAsync(input, cancellationToken).ConfigureAwait(false);
        if (result is { Status: FeedStatus.Completed, Rejected: 0 } && result.Accepted + result.Duplicates > 0)
        {
            await store.MarkAsync(entry.Id, QuarantineState.Resubmitted, time.GetUtcNow(), CancellationToken.None).ConfigureAwait(false);
        }

        return result;
    }
}
