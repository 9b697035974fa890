using System.Text;
using Microsoft.Net.Http.Headers;
using Monitoring.Silo.Feed;

namespace Monitoring.Api.Feed;

/// <summary>How the body of a request is to be read.</summary>
/// <param name="Format">How its records are written.</param>
/// <param name="IsGzip">Whether it is packed.</param>
internal readonly record struct FeedRequest(FeedFormat Format, bool IsGzip)
{
    private const string Allowed = $"{MediaTypes.NdJson}, {MediaTypes.Json} or {MediaTypes.Csv}, in UTF-8";

    /// <summary>Reads the headers; a problem when the body is none of ours.</summary>
    public static FeedProblem? TryRead(HttpRequest request, out FeedRequest read)
    {
        read = default;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || MediaTypes.FormatOf(type.MediaType.Value ?? "") is not { } format)
        {
            return NoMediaType($"Content-Type is '{request.ContentType}'; it must be {Allowed}.");
        }

        if (type.Charset.HasValue && !IsUtf8(type.Charset.Value))
        {
            return NoMediaType($"The charset is '{type.Charset}'; the body must be {Allowed}.");
        }

        if (IsGzipEncoded(request) is not { } isGzip)
        {
            return new FeedProblem(
                StatusCodes.Status415UnsupportedMediaType,
                FeedHttpCodes.EncodingUnknown,
                $"Content-Encoding is '{request.Headers.ContentEncoding}'; it must be gzip, or none.");
        }

        read = new FeedRequest(format, isGzip);
        return null;
    }

    private static FeedProblem NoMediaType(string detail) =>
        new(StatusCodes.Status415UnsupportedMediaType, FeedHttpCodes.MediaTypeUnknown, detail);

    private static bool IsUtf8(string charset) =>
        string.Equals(charset.Trim('"'), Encoding.UTF8.WebName, StringComparison.OrdinalIgnoreCase)
        || string.Equals(charset.Trim('"'), "us-ascii", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the body is packed; <c>null</c> when it is packed in a way we don't unpack.</summary>
    private static bool? IsGzipEncoded(HttpRequest request) => request.Headers.ContentEncoding.ToString().Trim().ToLowerInvariant() switch
    {
        "" or "identity" => false,
        "gzip" or "x-gzip" => true,
        _ => null,
    };
}
