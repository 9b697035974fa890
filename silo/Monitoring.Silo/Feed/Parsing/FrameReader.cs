using System.Buffers;
using Monitoring.Contracts.Feed;

namespace Monitoring.Silo.Feed.Parsing;

/// <summary>
/// Reads a stream into one buffer of bounded size and cuts it into records. A record longer than allowed is skipped to its end without
/// being held. Not thread-safe.
/// </summary>
internal sealed class FrameReader(Stream stream, Framing framing, int recordBytesMax) : IDisposable
{
    /// <summary>
    /// Room beside one record of full length, so that a read seldom moves bytes: what a socket or a disk gives at a time.
    /// </summary>
    private const int ReadAheadBytes = 64 * 1024;

    /// <summary>Bytes kept of a record that is too long: enough to recognise it.</summary>
    private const int ExcerptBytes = 1_024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(recordBytesMax + ReadAheadBytes);
    private byte[]? _excerpt;
    private long _excerptLine;
    private int _start;
    private int _end;
    private bool _final;
    private bool _reading;
    private bool _atStart = true;

    /// <summary>Bytes read so far.</summary>
    public long BytesRead { get; private set; }

    public ReadOnlySpan<byte> BytesOf(Frame frame) => frame.IsTooLong ? _excerpt : _buffer.AsSpan(frame.Start, frame.Length);

    /// <summary>The next record in the buffer; <c>false</c> when more must be read, or at the end.</summary>
    /// <exception cref="FeedBrokenException">The rest can't be cut into records.</exception>
    public bool TryRead(out Frame frame)
    {
        frame = default;
        if (_atStart && !TrySkipMark()) return false;
        while (true)
        {
            var window = _buffer.AsSpan(_start, _end - _start);
            var status = framing.Scan(window, _final, out var consumed);
            var start = _start;
            _start += consumed;
            switch (status)
            {
                case ScanStatus.Record:
                    frame = Found(start);
                    return true;
                case ScanStatus.Broken:
                    throw new FeedBrokenException(
                        framing.RecordLine, null, FeedCodes.Malformed, framing.Problem!, Excerpt(_buffer.AsSpan(_start, _end - _start)));
                case ScanStatus.End:
                    return TryEndSkipped(out frame);
                case ScanStatus.More when consumed > 0 && _start < _end:
                    continue;
                default:
                    if (_end - _start > recordBytesMax) Skip();
                    return false;
            }
        }
    }

    /// <summary>Reads on; <c>false</c> when the stream had ended before.</summary>
    public Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_final) return Task.FromResult(false);
        if (_buffer.Length - _end < ReadAheadBytes / 2)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        _reading = true;
        var read = stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        return read.IsCompletedSuccessfully ? Task.FromResult(Filled(read.Result)) : AwaitAsync(read);
    }

    /// <summary>Gives the buffer back, unless a read that nobody waited for may still write to it.</summary>
    public void Dispose()
    {
        if (!_reading && _buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private static byte[] Excerpt(ReadOnlySpan<byte> bytes) => bytes[..Math.Min(bytes.Length, ExcerptBytes)].ToArray();

    private async Task<bool> AwaitAsync(ValueTask<int> read) => Filled(await read.ConfigureAwait(false));

    private bool Filled(int count)
    {
        _reading = false;
        _end += count;
        BytesRead += count;
        if (count == 0) _final = true;
        return true;
    }

    private Frame Found(int start)
    {
        if (_excerpt is not null && _excerptLine > 0) return TakeSkipped();
        if (framing.Length <= recordBytesMax) return new Frame(framing.RecordLine, start, framing.Length, IsTooLong: false);
        _excerpt = Excerpt(_buffer.AsSpan(start, framing.Length));
        return new Frame(framing.RecordLine, 0, _excerpt.Length, IsTooLong: true);
    }

    private Frame TakeSkipped()
    {
        var frame = new Frame(_excerptLine, 0, _excerpt!.Length, IsTooLong: true);
        _excerptLine = 0;
        return frame;
    }

    private bool TryEndSkipped(out Frame frame)
    {
        frame = _excerptLine > 0 ? TakeSkipped() : default;
        return frame.IsTooLong;
    }

    /// <summary>Throws away what has been examined of a record that is too long; the framing remembers where in it we are.</summary>
    private void Skip()
    {
        if (_excerptLine == 0)
        {
            _excerpt = Excerpt(_buffer.AsSpan(_start, _end - _start));
            _excerptLine = framing.RecordLine;
        }

        _start += framing.Scanned;
        framing.Scanned = 0;
    }

    /// <summary>Skips the byte order mark of UTF-8; <c>false</c> while too little is read to tell.</summary>
    private bool TrySkipMark()
    {
        var window = _buffer.AsSpan(_start, _end - _start);
        if (window.Length < 3 && !_final) return false;
        _atStart = false;
        if (window is [0xEF, 0xBB, 0xBF, ..]) _start += 3;
        if (window is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            throw new FeedBrokenException(1, null, FeedCodes.Malformed, "The body is UTF-16; UTF-8 is expected.", Excerpt(window));
        }

        return true;
    }
}
