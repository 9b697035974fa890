namespace Monitoring.Contracts.Feed;

/// <summary>What became of one posting. Sent: numbers are append-only.</summary>
public enum PostingVerdict : byte
{
    /// <summary>Applied and durable.</summary>
    Accepted = 1,

    /// <summary>Known already with the same content; counted once.</summary>
    Duplicate = 2,

    /// <summary>Not applied; the code says why.</summary>
    Rejected = 3,
}
