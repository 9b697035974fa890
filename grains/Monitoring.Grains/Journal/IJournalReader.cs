using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;

namespace Monitoring.Grains.Journal;

/// <summary>The read side for grains: committed data only, many callers' reads batched. Thread-safe.</summary>
public interface IJournalReader
{
    /// <summary>
    /// A grain's head and its entries after <paramref name="afterSequence"/>. Accounts and settlement accounts share one space of ids, so
    /// that either finds the other and the answer tells which it is; branches have their own.
    /// </summary>
    ValueTask<GrainLoad> LoadAsync(GrainKind kind, string id, long afterSequence);

    /// <summary>
    /// Whether none of these ids is likely to be known, so that looking them up first is not worth it: the journal refuses a commit with an
    /// id that is known, and the next attempt looks. At once, from memory; <c>false</c> when it cannot be told.
    /// </summary>
    bool AreLikelyNew(ReadOnlySpan<PostingKey> postings) => false;

    /// <summary>Fills the answers of <paramref name="request"/>.</summary>
    ValueTask ReadFactsAsync(FactsRequest request);

    /// <summary>
    /// One entry of a grain by sequence, found along the chain from <paramref name="head"/>; <c>null</c> when there is none, or it lies in a part
    /// of the journal that was archived.
    /// </summary>
    ValueTask<StoredEntry?> FindAsync(GrainHead head, long sequence);
}
