namespace Monitoring.Silo.Feed;

/// <summary>How the records of a body are written.</summary>
public enum FeedFormat
{
    /// <summary>One JSON object a line.</summary>
    NdJson,

    /// <summary>One JSON array of objects, or a single object.</summary>
    Json,

    /// <summary>A header line, then one record a row (RFC 4180).</summary>
    Csv,
}
