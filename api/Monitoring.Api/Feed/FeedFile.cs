using System.IO.Compression;
using System.Text.Json;
using Monitoring.Silo.Feed;

namespace Monitoring.Api.Feed;

/// <summary>A file of the feed, recognised by its content.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Kind">What its records are.</param>
/// <param name="Format">How they are written.</param>
/// <param name="IsGzip">Whether it is packed.</param>
internal sealed record FeedFile(string Path, FeedKind Kind, FeedFormat Format, bool IsGzip)
{
    /// <summary>Bytes looked at: the header of a table or the first objects lie within.</summary>
    private const int HeadBytes = 64 * 1024;

    private const int FileBufferBytes = 128 * 1024;

    /// <summary>Opens the file for reading once through.</summary>
    public FileStream Open() => OpenShared(Path);

    /// <summary>Looks at a file's start.</summary>
    /// <returns><c>null</c> when it is nothing the feed reads.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static async Task<FeedFile?> RecogniseAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = OpenShared(path);
        var head = await HeadAsync(file, cancellationToken);
        var isGzip = head is [0x1F, 0x8B, ..];
        if (isGzip)
        {
            file.Position = 0;
            await using var gzip = new GZipStream(file, CompressionMode.Decompress);
            head = await HeadAsync(gzip, cancellationToken);
        }

        return Recognise(head) is var (kind, format) ? new FeedFile(path, kind, format, isGzip) : null;
    }

    private static FileStream OpenShared(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileBufferBytes, FileOptions.Asynchronous | FileOptions.SequentialScan);

    private static async Task<byte[]> HeadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = new byte[HeadBytes];
        try
        {
            var length = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
            return head[..length];
        }
        catch (InvalidDataException)
        {
            // Damaged gzip: nothing that could be recognised.
            return [];
        }
    }

    private static (FeedKind Kind, FeedFormat Format)? Recognise(ReadOnlySpan<byte> head)
    {
        if (head is [0xEF, 0xBB, 0xBF, ..]) head = head[3..];
        var text = head.TrimStart(" \t\r\n"u8);
        if (text.IsEmpty) return null;
        if (text[0] == '[') return (KindOfObject(text[1..]), FeedFormat.Json);
        if (text[0] == '{') return (KindOfObject(text), IsOneLine(text) ? FeedFormat.NdJson : FeedFormat.Json);
        return KindOfTable(text) is { } kind ? (kind, FeedFormat.Csv) : null;
    }

    /// <summary>Records of reference data, and only they, carry a type.</summary>
    private static FeedKind KindOfObject(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json.TrimStart(" \t\r\n"u8), isFinalBlock: false, default);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("type"u8))
                {
                    return FeedKind.Reference;
                }
                if (reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == 0) break;
            }
        }
        catch (JsonException)
        {
            // The first record is bad; taken for a posting, it is told as one.
        }

        return FeedKind.Postings;
    }

    private static bool IsOneLine(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)'\n');
        var reader = new Utf8JsonReader(end < 0 ? text : text[..end], isFinalBlock: false, default);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == 0) return true;
            }
        }
        catch (JsonException)
        {
            return true;
        }

        return false;
    }

    private static FeedKind? KindOfTable(ReadOnlySpan<byte> text)
    {
        foreach (var range in text.Split((byte)'\n'))
        {
            var line = text[range];
            if (line.IndexOf("postingId"u8) >= 0) return FeedKind.Postings;
            if (line.IndexOf("type"u8) >= 0 && line.IndexOf("id"u8) >= 0 && line.Contains((byte)',')) return FeedKind.Reference;
        }

        return null;
    }
}
