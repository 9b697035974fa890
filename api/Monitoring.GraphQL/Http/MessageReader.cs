using System.Buffers;
using System.Net.WebSockets;

namespace Monitoring.GraphQL;

/// <summary>Reads whole WebSocket messages of bounded length.</summary>
internal sealed class MessageReader(WebSocket socket, int bytesMax) : IDisposable
{
    private const int FirstSize = 4096;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstSize);

    /// <summary>The next message, valid until the next call; null when the client closes. One too long comes cut, longer than the limit.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            length += part.Count;
            if (part.EndOfMessage || length > bytesMax) return _buffer.AsMemory(0, length);
            if (length == _buffer.Length) Grow();
        }
    }

    public void Dispose()
    {
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private void Grow()
    {
        var bigger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.CopyTo(bigger, 0);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = bigger;
    }
}
