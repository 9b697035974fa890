using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Monitoring.Contracts.Feed;
using Monitoring.Silo.Feed;

namespace Monitoring.Api.Feed;

/// <summary>Writes the answer to a body of the feed.</summary>
internal static class FeedAnswer
{
    /// <summary>Entries written between two flushes, so that an answer over a million accounts is not held whole.</summary>
    private const int FlushEntries = 1_000;

    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Answers a body as its end tells.</summary>
    public static Task WriteAsync(HttpContext http, FeedKind kind, FeedResult result, FeedOptions options)
    {
        var problem = ProblemOf(result, options);
        if (problem is null) return WriteResultAsync(http, kind, result);
        var hasLines = result.Status != FeedStatus.Unreadable;
        return (problem with { Kind = kind, Result = hasLines ? result : null }).WriteAsync(http);
    }

    /// <summary>The counts, the rejections and, when asked for, the balances, as fields of the object being written.</summary>
    public static async Task WriteFieldsAsync(Utf8JsonWriter writer, FeedKind kind, FeedResult result, CancellationToken cancellationToken)
    {
        writer.WriteNumber("accepted", result.Accepted);
        writer.WriteNumber("duplicates", result.Duplicates);
        writer.WriteNumber("rejected", result.Rejected);
        writer.WriteStartArray("rejections");
        foreach (var rejection in result.Rejections) WriteRejection(writer, kind, rejection);
        writer.WriteEndArray();
        if (result.LastBusinessDate is { } date)
        {
            writer.WriteString("lastBusinessDate", date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }
        if (result.Balances is null) return;
        writer.WriteStartArray("balances");
        for (var i = 0; i < result.Balances.Count; i++)
        {
            WriteBalance(writer, result.Balances[i]);
            if (i % FlushEntries == 0) await writer.FlushAsync(cancellationToken);
        }

        writer.WriteEndArray();
    }

    private static FeedProblem? ProblemOf(FeedResult result, FeedOptions options) => result.Status switch
    {
        FeedStatus.Completed => null,
        FeedStatus.Unreadable => new(StatusCodes.Status400BadRequest, result.Code ?? FeedCodes.Malformed, result.Message!),
        FeedStatus.LineTooLong => new(StatusCodes.Status413PayloadTooLarge, FeedCodes.LineTooLong, result.Message!),
        FeedStatus.Cancelled => new(StatusCodes.Status400BadRequest, FeedHttpCodes.BodyIncomplete, result.Message!),
        FeedStatus.Busy => new(StatusCodes.Status429TooManyRequests, FeedHttpCodes.Busy, result.Message!)
        {
            RetryAfterSeconds = options.RetryAfterSeconds,
        },
        FeedStatus.Unavailable => new(StatusCodes.Status503ServiceUnavailable, FeedHttpCodes.Unavailable, result.Message!)
        {
            RetryAfterSeconds = options.RetryAfterSeconds,
        },
        _ => new(StatusCodes.Status500InternalServerError, FeedHttpCodes.Internal, result.Message!),
    };

    private static async Task WriteResultAsync(HttpContext http, FeedKind kind, FeedResult result)
    {
        http.Response.ContentType = MediaTypes.Json;
        await using var writer = new Utf8JsonWriter(http.Response.BodyWriter, WriterOptions);
        writer.WriteStartObject();
        await WriteFieldsAsync(writer, kind, result, http.RequestAborted);
        writer.WriteEndObject();
        await writer.FlushAsync(http.RequestAborted);
    }

    private static void WriteRejection(Utf8JsonWriter writer, FeedKind kind, FeedRejection rejection)
    {
        writer.WriteStartObject();
        writer.WriteNumber("line", rejection.Line);
        writer.WriteString(kind == FeedKind.Postings ? "postingId" : "id", rejection.RecordId);
        writer.WriteString("field", rejection.Field);
        writer.WriteString("code", rejection.Code);
        writer.WriteString("message", rejection.Message);
        writer.WriteEndObject();
    }

    private static void WriteBalance(Utf8JsonWriter writer, AccountBalance balance)
    {
        writer.WriteStartObject();
        writer.WriteString("account", balance.Account);
        writer.WriteNumber("sequence", balance.Sequence);
        writer.WriteNumber("balance", balance.Balance);
        writer.WriteEndObject();
    }
}
