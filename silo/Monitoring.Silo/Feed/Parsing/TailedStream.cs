namespace Monitoring.Silo.Feed.Parsing;

/// <summary>Reads a stream and, after its end, a few bytes more. Does not own the stream.</summary>
internal sealed class TailedStream(Stream inner, byte[] tail) : Stream
{
    private int _tailRead;
    private bool _innerEnded;

    /// <summary>Bytes read of the inner stream.</summary>
    public long BytesRead { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_innerEnded)
        {
            var read = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            BytesRead += read;
            if (read > 0 || buffer.IsEmpty) return read;
            _innerEnded = true;
        }

        var count = Math.Min(buffer.Length, tail.Length - _tailRead);
        tail.AsMemory(_tailRead, count).CopyTo(buffer);
        _tailRead += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
