namespace Monitoring.Silo.Stores.Verify;

/// <summary>Sorts of contradictions.</summary>
public enum StoreFindingKind
{
    /// <summary>A grain's sequences have a gap or come twice.</summary>
    Sequence,

    /// <summary>An entry names a wrong place for the entry before, the one it jumps to, or the late posting before.</summary>
    Link,

    /// <summary>A posting's balance is not the one before plus its amount.</summary>
    Balance,

    /// <summary>A grain's high-water mark went back, or a posting lies ahead of it.</summary>
    HighWater,

    /// <summary>A head differs from the grain's last entry.</summary>
    Head,

    /// <summary>A branch's total differs from the sum over its accounts.</summary>
    BranchTotal,

    /// <summary>Posting ids and the journal's postings are not the same.</summary>
    PostingId,

    /// <summary>An alert differs from its last change, or the number of open ones from the head's.</summary>
    Alert,

    /// <summary>An entry's data cannot be read, or is not that of its columns.</summary>
    Content,

    /// <summary>A snapshot is not what the journal gives when it is read again.</summary>
    Snapshot,
}
