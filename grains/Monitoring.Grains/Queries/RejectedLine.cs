namespace Monitoring.Grains.Queries;

/// <summary>A line of the feed that was rejected, as it is kept. Immutable.</summary>
public sealed record RejectedLine
{
    /// <summary>First 64 bits of a SHA-256 over path, content type, code and body: the same line rejected for the same reason.</summary>
    public required long Fingerprint { get; init; }

    /// <summary>Path it is sent to again: <c>/feed/postings</c> or <c>/feed/reference</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Media type of <see cref="Body"/>.</summary>
    public required string ContentType { get; init; }

    /// <summary>What was sent, fit to be sent again: of CSV the header line and the row.</summary>
    public required byte[] Body { get; init; }

    /// <summary>
    /// Whether <see cref="Body"/> was cut because the line is longer than allowed; such an entry can't be sent again as it is.
    /// </summary>
    public bool IsCut { get; init; }

    /// <summary>Where it came from: <c>http</c>, or the file's name.</summary>
    public required string Source { get; init; }

    /// <summary>Line number in that source, from 1.</summary>
    public required long Line { get; init; }

    /// <summary>Posting id or id of the reference record, when it could be read.</summary>
    public string? RecordId { get; init; }

    /// <summary>The field at fault; <c>null</c> when it is the line as a whole.</summary>
    public string? Field { get; init; }

    /// <summary>One of the codes of the feed (<c>FeedCodes</c>).</summary>
    public required string Code { get; init; }

    /// <summary>Why, in English.</summary>
    public required string Message { get; init; }
}
