namespace Monitoring.Api.Feed;

/// <summary>Codes of the feed's problems that concern a request as a whole. Relied on by senders: append only, never rename.</summary>
public static class FeedHttpCodes
{
    /// <summary>The body is of a type that the feed does not read.</summary>
    public const string MediaTypeUnknown = "MEDIA_TYPE_UNKNOWN";

    /// <summary>The body is packed in a way that the feed does not unpack.</summary>
    public const string EncodingUnknown = "ENCODING_UNKNOWN";

    /// <summary>A parameter of the address has a value it may not have.</summary>
    public const string ParameterInvalid = "PARAMETER_INVALID";

    /// <summary>The body ended before its end, or came too slowly.</summary>
    public const string BodyIncomplete = "BODY_INCOMPLETE";

    /// <summary>No room for more now.</summary>
    public const string Busy = "BUSY";

    /// <summary>The books cannot be written now.</summary>
    public const string Unavailable = "UNAVAILABLE";

    /// <summary>A defect of the server.</summary>
    public const string Internal = "INTERNAL";

    /// <summary>No entry of this number in the quarantine.</summary>
    public const string QuarantineUnknown = "QUARANTINE_UNKNOWN";

    /// <summary>Only the start of the line was kept; it can only be sent again mended.</summary>
    public const string QuarantineCut = "QUARANTINE_CUT";
}
