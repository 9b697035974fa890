namespace Monitoring.Models.Simulation;

/// <summary>
/// Writes records in one of the feed's formats to a stream that it does not own. Buffered: nothing is sure to have reached the
/// stream before <see cref="Flush"/> or disposal. Not thread-safe.
/// </summary>
public abstract class FeedWriter : IDisposable
{
    /// <summary>A writer of the format.</summary>
    public static FeedWriter Create(FeedFileFormat format, Stream stream) => format switch
    {
        FeedFileFormat.Ndjson => new NdjsonFeedWriter(stream),
        FeedFileFormat.Csv => new CsvFeedWriter(stream),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };

    /// <summary>One posting.</summary>
    public abstract void Write(SimulatedPosting posting);

    /// <summary>One reference record.</summary>
    public abstract void Write(SimulatedReference reference);

    /// <summary>Hands everything written to the stream.</summary>
    public abstract void Flush();

    /// <inheritdoc/>
    public void Dispose()
    {
        Flush();
        GC.SuppressFinalize(this);
    }
}
