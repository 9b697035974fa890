using System.IO.Compression;
using System.Security.Cryptography;

namespace Monitoring.Silo.Feed.Parsing;

/// <summary>
/// Unpacks gzip and knows whether it was whole. The framework's stream ends quietly where a cut-off input ends; so a member of our own,
/// holding a random mark, is put behind the input: only behind a whole input does the unpacked text end with the mark, which is held back.
/// Also stops what unpacks to absurdly much. Not thread-safe.
/// </summary>
internal sealed class GzipBody : Stream
{
    /// <summary>Length of the mark: chance does not write 128 given bits.</summary>
    private const int MarkBytes = 16;

    /// <summary>Unpacked bytes up to which the ratio is not looked at: a short run of equal lines packs very well.</summary>
    private const long RatioFreeBytes = 16 * 1024 * 1024;

    private readonly byte[] _mark = RandomNumberGenerator.GetBytes(MarkBytes);
    private readonly byte[] _held = new byte[MarkBytes];
    private readonly TailedStream _input;
    private readonly GZipStream _gzip;
    private readonly int _ratioMax;
    private int _heldCount;
    private long _unpacked;

    public GzipBody(Stream packed, int ratioMax)
    {
        _ratioMax = ratioMax;
        _input = new TailedStream(packed, Pack(_mark));
        _gzip = new GZipStream(_input, CompressionMode.Decompress);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The input is damaged, cut off, or unpacks to too much.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Length <= MarkBytes) throw new ArgumentException("The buffer must be longer than the mark.", nameof(buffer));
        while (true)
        {
            // What was held back goes first; what is read now follows it; the last bytes of both are held back in turn.
            _held.AsMemory(0, _heldCount).CopyTo(buffer);
            var read = await ReadPackedAsync(buffer[_heldCount..], cancellationToken).ConfigureAwait(false);
            if (read == 0) return End();
            Count(read);
            var total = _heldCount + read;
            _heldCount = Math.Min(total, MarkBytes);
            buffer.Span.Slice(total - _heldCount, _heldCount).CopyTo(_held);
            if (total > _heldCount) return total - _heldCount;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _gzip.Dispose();
        base.Dispose(disposing);
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(bytes);
        return packed.ToArray();
    }

    private async ValueTask<int> ReadPackedAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await _gzip.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException("The gzip data is damaged or cut off.", exception);
        }
    }

    private int End()
    {
        if (_heldCount != MarkBytes || !_held.AsSpan().SequenceEqual(_mark))
        {
            throw new InvalidDataException("The gzip data is cut off, or something follows its end.");
        }

        return 0;
    }

    private void Count(int read)
    {
        _unpacked += read;
        if (_unpacked > RatioFreeBytes && _unpacked / Math.Max(_input.BytesRead, 1) > _ratioMax)
        {
            throw new InvalidDataException($"The gzip data unpacks to more than {_ratioMax} times its size.");
        }
    }
}
