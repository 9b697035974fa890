namespace Monitoring.Models.Simulation;

/// <summary>File formats of the feed.</summary>
public enum FeedFileFormat
{
    /// <summary>One JSON object a line.</summary>
    Ndjson,

    /// <summary>A header line, then one record a line.</summary>
    Csv,
}
