namespace Monitoring.Silo.Feed;

/// <summary>How the taking of a body ended. Whatever it is, what was accepted is durable. Later ones outweigh earlier ones.</summary>
public enum FeedStatus
{
    /// <summary>Read to its end; lines may have been rejected.</summary>
    Completed,

    /// <summary>Nothing of it could be read.</summary>
    Unreadable,

    /// <summary>Read to its end, but a line or object was over the limit.</summary>
    LineTooLong,

    /// <summary>The sender went away.</summary>
    Cancelled,

    /// <summary>There was no room for it, or no longer any; send it again later.</summary>
    Busy,

    /// <summary>The journal or the quarantine could not be written; send it again later.</summary>
    Unavailable,

    /// <summary>A defect of ours; it is in the log.</summary>
    Failed,
}
