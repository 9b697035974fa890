using System.Collections.Concurrent;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Monitoring.GraphQL;

internal enum ResponseType
{
    /// <summary><c>application/json</c>: 200 for every well-formed request.</summary>
    Json,

    /// <summary><c>application/graphql-response+json</c>: the status tells whether the request was understood.</summary>
    GraphQLResponse,

    EventStream,

    Html,
}

/// <summary>Content negotiation (GraphQL over HTTP, section 6).</summary>
internal static class MediaTypes
{
    public const string Json = "application/json";
    public const string GraphQLResponse = "application/graphql-response+json";
    public const string EventStream = "text/event-stream";
    public const string Html = "text/html";

    /// <summary>Clients send few different Accept headers; what they come to is kept for so many of them, if they are not too long.</summary>
    private const int KnownMax = 256;

    private const int KnownLengthMax = 256;

    private static readonly ConcurrentDictionary<string, ResponseType?> Known = new();

    /// <summary>What the client likes best of what we have; null when it takes none of it.</summary>
    public static ResponseType? Choose(StringValues accept)
    {
        if (accept.Count == 0) return ResponseType.Json;
        if (accept.Count != 1 || accept[0] is not { Length: < KnownLengthMax } single) return Read(accept);
        if (Known.TryGetValue(single, out var known)) return known;
        var chosen = Read(accept);
        if (Known.Count < KnownMax) Known.TryAdd(single, chosen);
        return chosen;
    }

    private static ResponseType? Read(IList<string?> accept)
    {
        if (!MediaTypeHeaderValue.TryParseList(accept!, out var wanted)) return null;
        foreach (var type in wanted.Where(type => type.Quality is not 0).OrderByDescending(type => type.Quality ?? 1))
        {
            if (!HasUtf8(type)) continue;
            switch (type.MediaType.Value?.ToLowerInvariant())
            {
                case Json or "application/*" or "*/*": return ResponseType.Json;
                case GraphQLResponse: return ResponseType.GraphQLResponse;
                case EventStream: return ResponseType.EventStream;
                case Html: return ResponseType.Html;
            }
        }
        return null;
    }

    public static bool IsJson(string? contentType) =>
        contentType == Json || MediaTypeHeaderValue.TryParse(contentType, out var type)
            && type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase) && HasUtf8(type);

    private static bool HasUtf8(MediaTypeHeaderValue type) =>
        !type.Charset.HasValue || type.Charset.Value.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase);
}
