using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace Monitoring.Domain.Codec;

/// <summary>Reads what <see cref="ByteWriter"/> wrote.</summary>
/// <exception cref="FormatException">Thrown by every member when the bytes end early or are out of range: the store is damaged.</exception>
public ref struct ByteReader
{
    /// <summary>Largest offset of an instant: 14 hours.</summary>
    private const int OffsetMinutesMax = 14 * 60;

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
            if (shift == 63 && part > 1) break;
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
    public int Int32() => (int)Within(Signed(), int.MinValue, int.MaxValue);

    /// <summary>A 16-bit integer written as a signed one.</summary>
    public short Int16() => (short)Within(Signed(), short.MinValue, short.MaxValue);

    /// <summary>A month number (year × 12 + month), written as an unsigned integer of at most 16 bits.</summary>
    public ushort Month()
    {
        var month = Unsigned();
        return month <= ushort.MaxValue ? (ushort)month : throw new FormatException($"{month} is no month.");
    }

    /// <summary>A date written as its day number.</summary>
    public DateOnly Date() => DateOf(Signed());

    /// <summary>The date of a day number.</summary>
    public static DateOnly DateOf(long dayNumber) => DateOnly.FromDayNumber((int)Within(dayNumber, 0, DateOnly.MaxValue.DayNumber));

    /// <summary>A date written as days after the day number <paramref name="from"/>.</summary>
    public DateOnly Date(int from) => DateOf((long)from + Int32());

    /// <summary>An instant written as UTC ticks and its offset in minutes.</summary>
    public DateTimeOffset Instant()
    {
        var ticks = Signed();
        return InstantOf(ticks, Int32());
    }

    /// <summary>The instant of <paramref name="utcTicks"/>, as seen at an offset of <paramref name="offsetMinutes"/>.</summary>
    public static DateTimeOffset InstantOf(long utcTicks, int offsetMinutes)
    {
        Within(offsetMinutes, -OffsetMinutesMax, OffsetMinutesMax);
        Within(utcTicks, 0, DateTime.MaxValue.Ticks);
        var local = Within(utcTicks + (offsetMinutes * TimeSpan.TicksPerMinute), 0, DateTime.MaxValue.Ticks);
        return new DateTimeOffset(local, TimeSpan.FromMinutes(offsetMinutes));
    }

    /// <summary>A number of items that follow, each at least a byte long; so damaged bytes never ask for more memory than they have.</summary>
    /// <param name="max">Most that may be.</param>
    public int Count(int max = int.MaxValue)
    {
        var count = Unsigned();
        return count <= (ulong)_rest.Length && count <= (ulong)max
            ? (int)count
            : throw new FormatException($"{count} items are told, {_rest.Length} bytes follow.");
    }

    /// <summary>A number of items that follow, told one higher so that 0 stands for no list at all.</summary>
    public int? CountOrNull()
    {
        var told = Unsigned();
        if (told == 0) return null;
        return told - 1 <= (ulong)_rest.Length
            ? (int)(told - 1)
            : throw new FormatException($"{told - 1} items are told, {_rest.Length} bytes follow.");
    }

    /// <summary>A text, or <c>null</c>.</summary>
    public string? Text()
    {
        var length = Unsigned();
        if (length == 0) return null;
        if (length - 1 > (ulong)_rest.Length) throw new FormatException($"A text of {length - 1} bytes is told, {_rest.Length} follow.");
        var utf8 = Take((int)(length - 1));
        return Utf8.IsValid(utf8) ? Encoding.UTF8.GetString(utf8) : throw new FormatException("A text is not UTF-8.");
    }

    /// <summary>Everything that is left.</summary>
    public ReadOnlySpan<byte> Rest() => Take(_rest.Length);

    /// <summary>A text that must be there.</summary>
    public string RequiredText() => Text() ?? throw new FormatException("A text is missing.");

    private static long Within(long value, long min, long max) =>
        value >= min && value <= max ? value : throw new FormatException($"{value} is not between {min} and {max}.");

    private ReadOnlySpan<byte> Take(int count)
    {
        if (_rest.Length < count) throw new FormatException($"Stored bytes end early: {count} wanted, {_rest.Length} left.");
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
