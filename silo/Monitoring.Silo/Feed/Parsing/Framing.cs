namespace Monitoring.Silo.Feed.Parsing;

internal enum ScanStatus
{
    /// <summary>The next record's end is not in sight; more bytes are needed.</summary>
    More,

    /// <summary>A record was found.</summary>
    Record,

    /// <summary>The rest can't be cut into records.</summary>
    Broken,

    /// <summary>Nothing is left.</summary>
    End,
}

/// <summary>
/// Cuts bytes into records without looking at a byte twice. A record being looked at always starts at the window's first byte; what is
/// examined of it is remembered in <see cref="Scanned"/>, so that its bytes may be thrown away while its end is still being looked for.
/// </summary>
internal abstract class Framing
{
    /// <summary>Bytes of the window already examined.</summary>
    public int Scanned { get; set; }

    /// <summary>Physical line, from 1, on which the record being looked at or just found starts.</summary>
    public long RecordLine { get; protected set; } = 1;

    /// <summary>Physical line of the next byte to examine.</summary>
    public long Line { get; protected set; } = 1;

    /// <summary>Length of the record just found; it starts at the window's first byte.</summary>
    public int Length { get; protected set; }

    /// <summary>Why the rest is broken.</summary>
    public string? Problem { get; protected set; }

    /// <summary>Looks for the end of the next record.</summary>
    /// <param name="window">Bytes not consumed yet.</param>
    /// <param name="final">Whether nothing follows the window.</param>
    /// <param name="consumed">Bytes to drop from the window's start; the record found lies at the start of them.</param>
    public abstract ScanStatus Scan(ReadOnlySpan<byte> window, bool final, out int consumed);

    public static Framing Of(FeedFormat format) => format switch
    {
        FeedFormat.NdJson => new LineFraming(),
        FeedFormat.Json => new JsonFraming(),
        _ => new CsvFraming(),
    };
}
