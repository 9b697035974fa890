using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Monitoring.GraphQL;

/// <summary>Documents by the SHA-256 of their text: parsed and validated once. The oldest make room for new ones.</summary>
internal sealed class DocumentCache(Schema schema, GraphQLOptions options)
{
    /// <summary>
    /// Bytes of the longest document that is kept: above what applications send, and low enough that a cache full of hostile ones stays small.
    /// </summary>
    private const int SourceBytesMax = 16 * 1024;

    private static readonly UTF8Encoding Strict = new(false, true);

    private readonly ConcurrentDictionary<Key, PreparedDocument> _documents = new();
    private readonly ConcurrentQueue<Key> _order = new();
    private readonly ConcurrentDictionary<string, PreparedDocument> _trusted = new(StringComparer.OrdinalIgnoreCase);

    public PreparedDocument Get(ReadOnlySpan<byte> utf8)
    {
        var key = Key.Of(utf8);
        if (_documents.TryGetValue(key, out var known)) return known;
        if (options.OnlyTrustedDocuments && !options.TrustedDocuments.ContainsKey(key.ToString()))
            throw new RequestException("Only trusted documents are run here; send the hash of one.", ErrorCodes.DocumentNotTrusted);
        var made = new PreparedDocument(schema, options, Decode(utf8));
        // A document that is refused, or very long, is not worth a place.
        if (made.Errors.Count > 0 || utf8.Length > SourceBytesMax) return made;
        if (_documents.TryAdd(key, made)) _order.Enqueue(key);
        while (_documents.Count > options.Limits.DocumentCacheMax && _order.TryDequeue(out var oldest)) _documents.TryRemove(oldest, out _);
        return made;
    }

    public PreparedDocument GetTrusted(string id)
    {
        var hash = id.StartsWith("sha256:", StringComparison.Ordinal) ? id[7..] : id;
        if (_trusted.TryGetValue(hash, out var known)) return known;
        if (!options.TrustedDocuments.TryGetValue(hash, out var text))
            throw new RequestException("PersistedQueryNotFound", ErrorCodes.DocumentNotFound);
        return _trusted.GetOrAdd(hash, new PreparedDocument(schema, options, text));
    }

    private static string Decode(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return Strict.GetString(utf8);
        }
        catch (DecoderFallbackException)
        {
            throw new RequestException("The query is not UTF-8.", ErrorCodes.BadRequest, true);
        }
    }

    private readonly record struct Key(ulong A, ulong B, ulong C, ulong D)
    {
        public static Key Of(ReadOnlySpan<byte> utf8)
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(utf8, hash);
            return new Key(
                BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash[8..]),
                BinaryPrimitives.ReadUInt64BigEndian(hash[16..]), BinaryPrimitives.ReadUInt64BigEndian(hash[24..]));
        }

        public override string ToString() => $"{A:x16}{B:x16}{C:x16}{D:x16}";
    }
}
