using System.Text.Json;
using Monitoring.Contracts.Feed;

namespace Monitoring.Silo.Feed.Parsing;

/// <summary>Reads one JSON object into a draft. Fields the draft does not know are passed over. Not thread-safe.</summary>
internal sealed class JsonDecoder
{
    /// <summary>Longest name that is looked up when it is written with escapes; all names known are shorter.</summary>
    private const int EscapedNameBytesMax = 256;

    /// <summary>Nesting allowed inside fields that are passed over.</summary>
    private const int DepthMax = 64;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = DepthMax, CommentHandling = JsonCommentHandling.Disallow };

    private byte[] _unescaped = [];

    /// <summary>Reads the object; <c>false</c> when the bytes are none, which is then the draft's fault.</summary>
    public bool Decode(ReadOnlySpan<byte> json, RecordDraft draft)
    {
        var reader = new Utf8JsonReader(json, isFinalBlock: true, new JsonReaderState(Options));
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                draft.FailLine($"A JSON object is expected, not {FieldReader.Quote(json)}.");
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName) ReadField(ref reader, draft);

            // Only white space may follow; the reader throws at anything else.
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException exception)
        {
            draft.FailLine(exception.BytePositionInLine is { } position
                ? $"The line is not a JSON object: {Reason(exception)} (byte {position + 1} of the object's line)."
                : $"The line is not a JSON object: {Reason(exception)}.");
            return false;
        }
    }

    private static string Reason(JsonException exception)
    {
        var end = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (end < 0 ? exception.Message : exception.Message[..end]).TrimEnd('.');
    }

    private void ReadField(ref Utf8JsonReader reader, RecordDraft draft)
    {
        var field = FieldOf(ref reader, draft.Names);
        if (field < 0)
        {
            reader.Skip();
            return;
        }

        var isFirst = draft.Open(field);
        reader.Read();
        if (!isFirst || reader.TokenType == JsonTokenType.Null) reader.Skip();
        else if (draft.IsList(field)) ReadList(ref reader, field, draft);
        else draft.Set(field, TokenOf(ref reader));
    }

    private static int FieldOf(ref Utf8JsonReader reader, FieldNames names)
    {
        if (!reader.ValueIsEscaped) return names.Find(reader.ValueSpan);
        if (reader.ValueSpan.Length > EscapedNameBytesMax) return -1;
        Span<byte> name = stackalloc byte[EscapedNameBytesMax];
        try
        {
            return names.Find(name[..reader.CopyString(name)]);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: no name of ours, so a field to pass over.
            return -1;
        }
    }

    private void ReadList(ref Utf8JsonReader reader, int field, RecordDraft draft)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            draft.Fail(field, FeedCodes.FieldType, $"{draft.Names[field]} must be a list of texts.");
            return;
        }

        draft.BeginList(field);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) draft.Add(field, TokenOf(ref reader));
    }

    private FieldToken TokenOf(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String when !reader.ValueIsEscaped:
                return new FieldToken(FieldTokenKind.Text, reader.ValueSpan);
            case JsonTokenType.String:
                return Unescape(ref reader);
            case JsonTokenType.Number:
                return new FieldToken(FieldTokenKind.Number, reader.ValueSpan);
            default:
                reader.Skip();
                return new FieldToken(FieldTokenKind.Other, default);
        }
    }

    private FieldToken Unescape(ref Utf8JsonReader reader)
    {
        if (_unescaped.Length < reader.ValueSpan.Length) _unescaped = new byte[reader.ValueSpan.Length * 2];
        try
        {
            return new FieldToken(FieldTokenKind.Text, _unescaped.AsSpan(0, reader.CopyString(_unescaped)));
        }
        catch (InvalidOperationException)
        {
            return new FieldToken(FieldTokenKind.BadText, default);
        }
    }
}
