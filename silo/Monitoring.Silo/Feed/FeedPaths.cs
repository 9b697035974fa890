namespace Monitoring.Silo.Feed;

/// <summary>Paths of the feed; relied on by senders.</summary>
public static class FeedPaths
{
    /// <summary>Takes postings.</summary>
    public const string Postings = "/feed/postings";

    /// <summary>Takes branches, accounts and settlement accounts.</summary>
    public const string Reference = "/feed/reference";

    /// <summary>Lists rejected lines; <c>/{id}/resubmit</c> below it takes one again.</summary>
    public const string Quarantine = "/feed/quarantine";

    /// <summary>Says that a business day's feed is complete: <c>/{date}/close</c> below it.</summary>
    public const string Days = "/feed/days";
}
