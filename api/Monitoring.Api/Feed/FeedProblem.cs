using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Monitoring.Silo.Feed;

namespace Monitoring.Api.Feed;

/// <summary>A request that could not be answered as it should: problem details (RFC 9457) with a code that stays.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">One of <see cref="FeedHttpCodes"/> or of the feed's codes.</param>
/// <param name="Detail">What was wrong, in English.</param>
internal sealed record FeedProblem(int Status, string Code, string Detail)
{
    private const string ContentType = "application/problem+json";

    /// <summary>Seconds after which to come again; <c>null</c> when that does not help.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>What became of the lines before the problem; <c>null</c> when none was read.</summary>
    public FeedResult? Result { get; init; }

    /// <summary>What the feed was, for the names in <see cref="Result"/>.</summary>
    public FeedKind Kind { get; init; }

    public async Task WriteAsync(HttpContext http)
    {
        var response = http.Response;
        response.StatusCode = Status;
        response.ContentType = ContentType;
        if (RetryAfterSeconds is { } seconds)
        {
            response.Headers[HeaderNames.RetryAfter] = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
        await using var writer = new Utf8JsonWriter(response.BodyWriter, FeedAnswer.WriterOptions);
        writer.WriteStartObject();
        writer.WriteString("type", "about:blank");
        writer.WriteString("title", ReasonPhrases.GetReasonPhrase(Status));
        writer.WriteNumber("status", Status);
        writer.WriteString("code", Code);
        writer.WriteString("detail", Detail);
        if (Result is not null) await FeedAnswer.WriteFieldsAsync(writer, Kind, Result, http.RequestAborted);
        writer.WriteEndObject();
        await writer.FlushAsync(http.RequestAborted);
    }
}
