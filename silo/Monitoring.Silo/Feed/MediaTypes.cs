namespace Monitoring.Silo.Feed;

/// <summary>Media types of the feed.</summary>
public static class MediaTypes
{
    /// <summary>One JSON object a line.</summary>
    public const string NdJson = "application/x-ndjson";

    /// <summary>A JSON array or one object.</summary>
    public const string Json = "application/json";

    /// <summary>A header line, then rows.</summary>
    public const string Csv = "text/csv";

    /// <summary>The format of a media type; <c>null</c> when it is none of the feed's.</summary>
    public static FeedFormat? FormatOf(string mediaType) => mediaType.ToLowerInvariant() switch
    {
        NdJson or "application/ndjson" or "application/jsonl" => FeedFormat.NdJson,
        Json => FeedFormat.Json,
        Csv => FeedFormat.Csv,
        _ => null,
    };

    /// <summary>The media type under which one record of a format is kept.</summary>
    public static string Of(FeedFormat format) => format switch
    {
        FeedFormat.NdJson => NdJson,
        FeedFormat.Json => Json,
        _ => Csv,
    };
}
