using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Journal;

namespace Monitoring.Grains.Tests.Support;

/// <summary>Takes every posting id for new, as a store does that has not seen it lately.</summary>
internal sealed class HopefulReader(IJournalReader inner) : IJournalReader
{
    private int _reads;

    /// <summary>Number of reads of facts.</summary>
    public int Reads => Volatile.Read(ref _reads);

    public ValueTask<GrainLoad> LoadAsync(GrainKind kind, string id, long afterSequence) => inner.LoadAsync(kind, id, afterSequence);

    public bool AreLikelyNew(ReadOnlySpan<PostingKey> postings) => true;

    public ValueTask ReadFactsAsync(FactsRequest request)
    {
        Interlocked.Increment(ref _reads);
        return inner.ReadFactsAsync(request);
    }

    public ValueTask<StoredEntry?> FindAsync(GrainHead head, long sequence) => inner.FindAsync(head, sequence);
}
