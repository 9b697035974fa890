using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Monitoring.Grains.Queries;
using Monitoring.Silo.Feed;

namespace Monitoring.Api.Feed;

/// <summary>Rejected lines over HTTP: list them, read one, send one again.</summary>
internal static class QuarantineEndpoints
{
    private const int FirstDefault = 100;

    public static void MapQuarantine(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(FeedPaths.Quarantine, ListAsync);
        routes.MapGet(FeedPaths.Quarantine + "/{id:long}", GetAsync);
        routes.MapGet(FeedPaths.Quarantine + "/{id:long}/body", GetBodyAsync);
        routes.MapPost(FeedPaths.Quarantine + "/{id:long}/resubmit", ResubmitAsync);
    }

    private static QuarantineDesk DeskOf(HttpContext http) => http.RequestServices.GetRequiredService<QuarantineDesk>();

    private static async Task ListAsync(HttpContext http)
    {
        QuarantineState? state = null;
        var query = http.Request.Query;
        if (!TryLong(query["after"], 0, out var after) || !TryLong(query["first"], FirstDefault, out var first) || first < 1 || after < 0
            || (query["state"].Count > 0 && !TryState(query["state"]!, out state)))
        {
            const string detail = "after and first are whole numbers, first from 1; state is open or resubmitted.";
            await new FeedProblem(StatusCodes.Status400BadRequest, FeedHttpCodes.ParameterInvalid, detail).WriteAsync(http);
            return;
        }

        var page = (int)Math.Min(first, QuarantineDesk.PageMax);
        var entries = await DeskOf(http).ListAsync(after, page, state, http.RequestAborted);
        http.Response.ContentType = MediaTypes.Json;
        await using var writer = new Utf8JsonWriter(http.Response.BodyWriter, FeedAnswer.WriterOptions);
        writer.WriteStartObject();
        writer.WriteStartArray("entries");
        foreach (var entry in entries)
        {
            WriteEntry(writer, entry);
            await writer.FlushAsync(http.RequestAborted);
        }

        writer.WriteEndArray();
        // The number to ask after for the next page; none when this one is not full.
        if (entries.Count == page) writer.WriteNumber("next", entries[^1].Id);
        else writer.WriteNull("next");
        writer.WriteEndObject();
        await writer.FlushAsync(http.RequestAborted);
    }

    private static async Task GetAsync(HttpContext http)
    {
        if (await FindAsync(http) is not { } entry) return;
        http.Response.ContentType = MediaTypes.Json;
        await using var writer = new Utf8JsonWriter(http.Response.BodyWriter, FeedAnswer.WriterOptions);
        WriteEntry(writer, entry);
        await writer.FlushAsync(http.RequestAborted);
    }

    private static async Task GetBodyAsync(HttpContext http)
    {
        if (await FindAsync(http) is not { } entry) return;
        // What somebody sent is never to be taken for a page of ours.
        http.Response.ContentType = entry.Rejected.ContentType;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        await http.Response.Body.WriteAsync(entry.Rejected.Body, http.RequestAborted);
    }

    private static async Task ResubmitAsync(HttpContext http)
    {
        if (await FindAsync(http) is not { } entry) return;
        var isMended = http.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: false }
            && http.Request.ContentLength != 0;
        var request = new FeedRequest(FeedFormat.Json, IsGzip: false);
        var problem = isMended ? FeedRequest.TryRead(http.Request, out request) : CutProblem(entry);
        if (request.IsGzip)
        {
            problem = new FeedProblem(
                StatusCodes.Status415UnsupportedMediaType, FeedHttpCodes.EncodingUnknown, "A mended line is sent unpacked.");
        }

        if (problem is not null)
        {
            await problem.WriteAsync(http);
            return;
        }

        var result = await DeskOf(http).ResubmitAsync(entry, isMended ? http.Request.Body : null, request.Format, http.RequestAborted);
        var kind = entry.Rejected.Path == FeedPaths.Reference ? FeedKind.Reference : FeedKind.Postings;
        await FeedAnswer.WriteAsync(http, kind, result, http.RequestServices.GetRequiredService<IOptions<FeedOptions>>().Value);
    }

    private static FeedProblem? CutProblem(QuarantineEntry entry) => entry.Rejected.IsCut
        ? new FeedProblem(StatusCodes.Status409Conflict, FeedHttpCodes.QuarantineCut, "Only the start of the line was kept; send it whole.")
        : null;

    private static async ValueTask<QuarantineEntry?> FindAsync(HttpContext http)
    {
        var id = long.Parse((string)http.Request.RouteValues["id"]!, CultureInfo.InvariantCulture);
        var entry = await DeskOf(http).FindAsync(id, http.RequestAborted);
        if (entry is null)
        {
            await new FeedProblem(StatusCodes.Status404NotFound, FeedHttpCodes.QuarantineUnknown, $"There is no entry {id}.")
                .WriteAsync(http);
        }

        return entry;
    }

    private static void WriteEntry(Utf8JsonWriter writer, QuarantineEntry entry)
    {
        var rejected = entry.Rejected;
        writer.WriteStartObject();
        writer.WriteNumber("id", entry.Id);
        writer.WriteString("state", NameOf(entry.State));
        writer.WriteString("path", rejected.Path);
        writer.WriteString("contentType", rejected.ContentType);
        writer.WriteString("body", Encoding.UTF8.GetString(rejected.Body));
        writer.WriteBoolean("isCut", rejected.IsCut);
        writer.WriteString("source", rejected.Source);
        writer.WriteNumber("line", rejected.Line);
        writer.WriteString("recordId", rejected.RecordId);
        writer.WriteString("field", rejected.Field);
        writer.WriteString("code", rejected.Code);
        writer.WriteString("message", rejected.Message);
        writer.WriteNumber("timesSeen", entry.TimesSeen);
        writer.WriteString("firstSeenAt", entry.FirstSeenAt);
        writer.WriteString("lastSeenAt", entry.LastSeenAt);
        if (entry.StateChangedAt is { } changedAt) writer.WriteString("stateChangedAt", changedAt);
        else writer.WriteNull("stateChangedAt");
        writer.WriteEndObject();
    }

    private static string NameOf(QuarantineState state) => state == QuarantineState.Resubmitted ? "resubmitted" : "open";

    private static bool TryState(string name, out QuarantineState? state)
    {
        state = name switch
        {
            "open" => QuarantineState.Open,
            "resubmitted" => QuarantineState.Resubmitted,
            _ => null,
        };
        return state is not null;
    }

    private static bool TryLong(string? text, long absent, out long value)
    {
        value = absent;
        return string.IsNullOrEmpty(text) || long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}
