namespace Monitoring.Simulation.Workload;

/// <summary>A body whose connection breaks after some bytes, or never.</summary>
internal sealed class CutStream(byte[] bytes, int? cutAt) : Stream
{
    private readonly MemoryStream _inner = new(bytes, 0, Math.Min(bytes.Length, cutAt ?? int.MaxValue), writable: false);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Ended(_inner.Read(buffer, offset, count), count);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Ended(_inner.Read(buffer.Span), buffer.Length));
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Ended(int read, int wanted) =>
        read == 0 && wanted > 0 && cutAt is not null ? throw new IOException("The connection broke (simulated).") : read;
}
