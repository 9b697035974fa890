using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Orleans;

namespace Monitoring.Contracts.Feed;

/// <summary>
/// The 128-bit key under which a posting id is remembered for ever. Ids that carry a growing number (most core systems) get neighbouring
/// keys, so that the index that remembers them is written at its end and not all over: the upper 48 bits are the id's last digits,
/// the lower 80 a SHA-256 of the whole id. An id without digits has hash in all 128 bits.
/// </summary>
/// <param name="Value">The key; ordered as unsigned.</param>
[GenerateSerializer, Alias("posting-key"), Immutable]
public readonly record struct PostingKey([property: Id(0)] UInt128 Value)
{
    /// <summary>Bytes of the stored form.</summary>
    public const int Length = 16;

    /// <summary>Digits that make the locality part: 10^14 fits in 47 bits.</summary>
    private const int LocalityDigitsMax = 14;

    private const int StackBytesMax = 512;

    /// <summary>The key of an id; a pure function of its characters.</summary>
    public static PostingKey Of(string postingId)
    {
        Span<byte> utf8 = stackalloc byte[StackBytesMax];
        if (Encoding.UTF8.GetMaxByteCount(postingId.Length) > utf8.Length)
        {
            utf8 = new byte[Encoding.UTF8.GetMaxByteCount(postingId.Length)];
        }

        var written = Encoding.UTF8.GetBytes(postingId, utf8);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(utf8[..written], hash);
        var value = BinaryPrimitives.ReadUInt128BigEndian(hash);
        var locality = Locality(utf8[..written]);
        return new PostingKey(locality < 0 ? value : (value & LowerMask) | ((UInt128)(ulong)locality << 80));
    }

    /// <summary>Writes the key big-endian, so that bytes sort as the key does.</summary>
    public void Write(Span<byte> destination) => BinaryPrimitives.WriteUInt128BigEndian(destination, Value);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static PostingKey Read(ReadOnlySpan<byte> source) => new(BinaryPrimitives.ReadUInt128BigEndian(source));

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);

    private static UInt128 LowerMask => (UInt128.One << 80) - 1;

    private static long Locality(ReadOnlySpan<byte> utf8)
    {
        long number = 0, scale = 1;
        var digits = 0;
        for (var i = utf8.Length - 1; i >= 0 && digits < LocalityDigitsMax; i--)
        {
            if (!char.IsAsciiDigit((char)utf8[i])) continue;
            number += (utf8[i] - '0') * scale;
            scale *= 10;
            digits++;
        }

        return digits == 0 ? -1 : number;
    }
}
