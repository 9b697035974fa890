using System.Buffers.Binary;
using System.Text;

namespace Monitoring.Domain.Codec;

/// <summary>Reads what <see cref="ByteWriter"/> wrote.</summary>
/// <exception cref="FormatException">Thrown by every member when the bytes end early or are out of range: the store is damaged.</exception>
public ref struct ByteReader
{
    private ReadOnlySpan<byte> _rest;

    /// <summary>Starts at the first of <paramref name="bytes"/>.</summary>
    public ByteReader(ReadOnlySpan<byte> bytes) => _rest = bytes;

    /// <summary>Whether everything was read.</summary>
    public readonly bool AtEnd => _rest.IsEmpty;

    /// <summary>One byte.</summary>
    public byte Byte()
    {
        var value = Take(1)[0];
        return value;
    }

    /// <summary>An unsigned integer.</summary>
    public ulong Unsigned()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var part = Byte();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }

        throw new FormatException("An integer is longer than 64 bits.");
    }

    /// <summary>A signed integer.</summary>
    public long Signed()
    {
        var value = Unsigned();
        return unchecked((long)(value >> 1) ^ -(long)(value & 1));
    }

    /// <summary>Eight bytes, little-endian.</summary>
    public long Fixed64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    /// <summary>Sixteen bytes, big-endian.</summary>
    public UInt128 Fixed128() => BinaryPrimitives.ReadUInt128BigEndian(Take(16));

    /// <summary>A 32-bit integer written as a signed one.</summary>
    public int Int32() => checked((int)Signed());

    /// <summary>A text, or <c>null</c>.</summary>
    public string? Text()
    {
        var length = Unsigned();
        return length == 0 ? null : Encoding.UTF8.GetString(Take(checked((int)(length - 1))));
    }

    /// <summary>Everything that is left.</summary>
    public ReadOnlySpan<byte> Rest() => Take(_rest.Length);

    private ReadOnlySpan<byte> Take(int count)
    {
        if (_rest.Length < count) throw new FormatException($"Stored bytes end early: {count} wanted, {_rest.Length} left.");
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
