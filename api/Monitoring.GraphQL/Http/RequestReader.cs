using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Monitoring.GraphQL;

/// <summary>Reads a GraphQL request from an HTTP request. Dispose gives its memory back.</summary>
internal sealed class RequestReader : IDisposable
{
    private const int FirstSize = 4096;

    private byte[] _body = [];
    private JsonDocument? _variables;

    public GraphQLRequest FromQueryString(HttpRequest request)
    {
        var query = request.Query;
        return new GraphQLRequest
        {
            Query = Encoding.UTF8.GetBytes(query["query"].ToString()),
            DocumentId = query.TryGetValue("documentId", out var id) ? id.ToString() : HashIn(Parse(query["extensions"].ToString(), "extensions")),
            OperationName = query["operationName"].ToString() is { Length: > 0 } name ? name : null,
            Variables = Parse(query["variables"].ToString(), "variables"),
            LastEventId = request.Headers["Last-Event-ID"] is { Count: > 0 } last ? last.ToString() : null,
        };
    }

    public async ValueTask<GraphQLRequest> FromBodyAsync(HttpRequest request, int bytesMax, CancellationToken cancellationToken)
    {
        if (request.ContentLength > bytesMax) throw TooLarge(bytesMax);
        _body = ArrayPool<byte>.Shared.Rent((int)Math.Min(bytesMax, request.ContentLength ?? FirstSize) + 1);
        var length = 0;
        while (true)
        {
            var more = await request.Body.ReadAsync(_body.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (more == 0) break;
            length += more;
            if (length > bytesMax) throw TooLarge(bytesMax);
            if (length == _body.Length) Grow();
        }
        var read = FromJson(_body.AsMemory(0, length));
        if (request.Headers["Last-Event-ID"] is { Count: > 0 } last) read.LastEventId = last.ToString();
        return read;
    }

    /// <summary>Reads the parameters of section 5 of GraphQL over HTTP.</summary>
    public GraphQLRequest FromJson(ReadOnlyMemory<byte> json)
    {
        try
        {
            return Read(json);
        }
        catch (JsonException)
        {
            throw Malformed("The body is not valid JSON.");
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, written as an escape.
            throw Malformed("The body is not valid Unicode.");
        }
    }

    public void Dispose()
    {
        _variables?.Dispose();
        if (_body.Length > 0) ArrayPool<byte>.Shared.Return(_body);
        _body = [];
    }

    private GraphQLRequest Read(ReadOnlyMemory<byte> json)
    {
        var reader = new Utf8JsonReader(json.Span);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw Malformed("The body must be a JSON object.");
        var request = new GraphQLRequest();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("query"u8)) request.Query = ReadQuery(ref reader, json);
            else if (reader.ValueTextEquals("operationName"u8)) request.OperationName = ReadString(ref reader, "operationName");
            else if (reader.ValueTextEquals("documentId"u8)) request.DocumentId = ReadString(ref reader, "documentId");
            else if (reader.ValueTextEquals("variables"u8)) request.Variables = ReadMap(ref reader, "variables");
            else if (reader.ValueTextEquals("extensions"u8))
            {
                var extensions = ReadMap(ref reader, "extensions");
                request.DocumentId = HashIn(extensions) ?? request.DocumentId;
                request.LastEventId = TextIn(extensions, "lastEventId");
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }
        if (reader.TokenType != JsonTokenType.EndObject || reader.Read()) throw Malformed("The body must be one JSON object.");
        return request;
    }

    private static ReadOnlyMemory<byte> ReadQuery(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String) throw Malformed("\"query\" must be a string.");
        if (!reader.ValueIsEscaped) return json.Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
        var text = new byte[reader.ValueSpan.Length];
        return text.AsMemory(0, reader.CopyString(text));
    }

    private static string? ReadString(ref Utf8JsonReader reader, string name)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Null => null,
            _ => throw Malformed($"\"{name}\" must be a string."),
        };
    }

    private JsonElement ReadMap(ref Utf8JsonReader reader, string name)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return default;
        if (reader.TokenType != JsonTokenType.StartObject) throw Malformed($"\"{name}\" must be an object.");
        if (name != "variables")
        {
            using var extensions = JsonDocument.ParseValue(ref reader);
            CheckUnicode(extensions.RootElement);
            return extensions.RootElement.Clone();
        }
        _variables?.Dispose();
        _variables = JsonDocument.ParseValue(ref reader);
        CheckUnicode(_variables.RootElement);
        return _variables.RootElement;
    }

    private JsonElement Parse(string text, string name)
    {
        if (text.Length == 0) return default;
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes($"[{text}]"));
            reader.Read();
            return ReadMap(ref reader, name);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Malformed($"\"{name}\" is not valid JSON.");
        }
    }

    /// <summary>Reads every string that was written with escapes, so that none fails later.</summary>
    private static void CheckUnicode(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String when json.GetRawText().Contains("\\u", StringComparison.Ordinal):
                json.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in json.EnumerateArray()) CheckUnicode(item);
                break;
            case JsonValueKind.Object:
                foreach (var property in json.EnumerateObject())
                {
                    _ = property.Name;
                    CheckUnicode(property.Value);
                }
                break;
        }
    }

    private static string? HashIn(JsonElement extensions) =>
        extensions.ValueKind == JsonValueKind.Object && extensions.TryGetProperty("persistedQuery", out var persisted)
            ? TextIn(persisted, "sha256Hash") : null;

    private static string? TextIn(JsonElement map, string name) =>
        map.ValueKind == JsonValueKind.Object && map.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString() : null;

    private void Grow()
    {
        var bigger = ArrayPool<byte>.Shared.Rent(_body.Length * 2);
        _body.CopyTo(bigger, 0);
        ArrayPool<byte>.Shared.Return(_body);
        _body = bigger;
    }

    private static RequestException Malformed(string message) => new(message, ErrorCodes.BadRequest, true);

    private static RequestException TooLarge(int bytesMax) =>
        new($"The body is longer than {bytesMax} bytes.", ErrorCodes.BodyTooLarge, true, StatusCodes.Status413PayloadTooLarge);
}
