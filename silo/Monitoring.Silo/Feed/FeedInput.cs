namespace Monitoring.Silo.Feed;

/// <summary>A body to take.</summary>
public sealed record FeedInput
{
    /// <summary>Its bytes; read asynchronously, once, not closed.</summary>
    public required Stream Body { get; init; }

    /// <summary>What its records are.</summary>
    public required FeedKind Kind { get; init; }

    /// <summary>How they are written.</summary>
    public required FeedFormat Format { get; init; }

    /// <summary>Whether the bytes are packed with gzip.</summary>
    public bool IsGzip { get; init; }

    /// <summary>Where it comes from, for the quarantine: <c>http</c>, or a file's name.</summary>
    public required string Source { get; init; }

    /// <summary>Whether the balances of the accounts touched are wanted.</summary>
    public bool WithBalances { get; init; }

    /// <summary>Whether rejected lines are kept; not when they come from the quarantine.</summary>
    public bool Quarantines { get; init; } = true;

    /// <summary>Whether to wait for room without limit, as a file can.</summary>
    public bool IsPatient { get; init; }

    /// <summary>Told after each batch, on the caller's flow.</summary>
    public Action<FeedProgress>? Progress { get; init; }
}
