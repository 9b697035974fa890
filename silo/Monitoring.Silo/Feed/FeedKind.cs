namespace Monitoring.Silo.Feed;

/// <summary>What the records of a body are.</summary>
public enum FeedKind
{
    /// <summary>Postings.</summary>
    Postings,

    /// <summary>Branches, accounts and settlement accounts.</summary>
    Reference,
}
