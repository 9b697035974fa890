using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;

namespace Monitoring.GraphQL;

/// <summary>
/// JSON as UTF-8 in one pooled array that can be cut back to an earlier length: what a null that moves up takes away is simply
/// never sent.
/// </summary>
internal sealed class JsonBuffer(int bytesMax) : IDisposable
{
    private const int FirstSize = 4096;

    /// <summary>Most bytes any number is written with.</summary>
    private const int NumberMax = 64;

    private static readonly SearchValues<char> EscapedOnly =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(i => (char)i), '"', '\\']);

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstSize);

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public ReadOnlyMemory<byte> WrittenMemory => _bytes.AsMemory(0, Length);

    public void Truncate(int length) => Length = length;

    public void Raw(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Reserve(utf8.Length));
        Length += utf8.Length;
    }

    public void Byte(byte value)
    {
        Reserve(1)[0] = value;
        Length++;
    }

    public void Null() => Raw("null"u8);

    public void Boolean(bool value) => Raw(value ? "true"u8 : "false"u8);

    public void Number(long value)
    {
        Utf8Formatter.TryFormat(value, Reserve(NumberMax), out var written);
        Length += written;
    }

    public void Number(double value)
    {
        value.TryFormat(Reserve(NumberMax), out var written, "R", CultureInfo.InvariantCulture);
        Length += written;
    }

    public void Number(decimal value)
    {
        value.TryFormat(Reserve(NumberMax), out var written, default, CultureInfo.InvariantCulture);
        Length += written;
    }

    public void String(ReadOnlySpan<char> text)
    {
        Byte((byte)'"');
        Escaped(text);
        Byte((byte)'"');
    }

    public void Dispose()
    {
        var bytes = _bytes;
        _bytes = [];
        Length = 0;
        if (bytes.Length > 0) ArrayPool<byte>.Shared.Return(bytes);
    }

    private void Escaped(ReadOnlySpan<char> text)
    {
        while (text.Length > 0)
        {
            var plain = text.IndexOfAny(EscapedOnly);
            if (plain < 0) plain = text.Length;
            if (plain > 0)
            {
                // A lone surrogate has no UTF-8 form; it becomes U+FFFD.
                Utf8.FromUtf16(text[..plain], Reserve(checked(plain * 3)), out _, out var written, replaceInvalidSequences: true);
                Length += written;
                text = text[plain..];
                continue;
            }
            Escape(text[0]);
            text = text[1..];
        }
    }

    private void Escape(char c)
    {
        switch (c)
        {
            case '"': Raw("\\\""u8); break;
            case '\\': Raw("\\\\"u8); break;
            case '\n': Raw("\\n"u8); break;
            case '\r': Raw("\\r"u8); break;
            case '\t': Raw("\\t"u8); break;
            default:
                Raw("\\u00"u8);
                ((int)c).TryFormat(Reserve(2), out _, "x2", CultureInfo.InvariantCulture);
                Length += 2;
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Reserve(int size)
    {
        if (_bytes.Length - Length < size) Grow(size);
        return _bytes.AsSpan(Length);
    }

    private void Grow(int size)
    {
        if (Length > bytesMax - size) throw new ResponseTooLargeException(bytesMax);
        var bigger = ArrayPool<byte>.Shared.Rent((int)Math.Min(int.MaxValue, Math.Max((long)_bytes.Length * 2, (long)Length + size)));
        Written.CopyTo(bigger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = bigger;
    }
}

/// <summary>The response would be longer than the limit.</summary>
internal sealed class ResponseTooLargeException(int bytesMax)
    : GraphQLException($"The response is longer than {bytesMax} bytes.", ErrorCodes.ResponseTooLarge);
