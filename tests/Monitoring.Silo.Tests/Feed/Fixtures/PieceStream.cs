namespace Monitoring.Silo.Tests.Feed.Fixtures;

/// <summary>Gives a body in pieces of the lengths told, each one read; then, if wanted, fails or waits for ever.</summary>
internal sealed class PieceStream(byte[] body, Func<int> nextLength, bool isAsync = false, Func<CancellationToken, Task>? atEnd = null)
    : Stream
{
    private int _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _at;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (isAsync) await Task.Yield();
        var count = Math.Min(Math.Min(nextLength(), body.Length - _at), buffer.Length);
        if (count == 0 && atEnd is not null) await atEnd(cancellationToken);
        body.AsMemory(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
