using System.Buffers.Binary;

namespace Monitoring.Benchmarks.Stores;

/// <summary>Rows in PostgreSQL's binary COPY format, cut into bodies of which each can be sent by itself.</summary>
internal sealed class CopyRows
{
    /// <summary>Signature, flags, length of the extension.</summary>
    private const int HeaderLength = 19;

    private static readonly byte[] Trailer = [0xFF, 0xFF];
    private readonly byte[] _header;
    private readonly byte[] _bytes;
    private readonly int[] _starts;

    /// <param name="bytes">The answer to a <c>copy … to stdout (format binary)</c>.</param>
    public CopyRows(byte[] bytes)
    {
        _bytes = bytes;
        _header = bytes[..HeaderLength];
        var starts = new List<int>();
        var at = HeaderLength;
        while (true)
        {
            starts.Add(at);
            var fields = BinaryPrimitives.ReadInt16BigEndian(bytes.AsSpan(at));
            if (fields < 0) break;
            at += sizeof(short);
            for (var field = 0; field < fields; field++)
            {
                at += sizeof(int) + Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at)));
            }
        }

        _starts = [.. starts];
    }

    /// <summary>Number of rows.</summary>
    public int Count => _starts.Length - 1;

    /// <summary>Bytes of a row, on average.</summary>
    public int RowBytes => Count == 0 ? 0 : (_starts[^1] - HeaderLength) / Count;

    /// <summary>Some rows as the body of a COPY.</summary>
    public byte[] Body(int first, int count) =>
        [.. _header, .. _bytes.AsSpan(_starts[first], _starts[first + count] - _starts[first]), .. Trailer];
}
