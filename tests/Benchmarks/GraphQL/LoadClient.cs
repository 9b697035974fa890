using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Monitoring.Benchmarks.GraphQL;

/// <summary>
/// Sends the same request over a few kept connections, as fast as answers come. Reads no more of HTTP than it must, so that on a small
/// machine the client costs little beside the server.
/// </summary>
internal sealed class LoadClient(int port, string body)
{
    private const int BufferSize = 256 * 1024;

    private readonly byte[] _request = Encoding.UTF8.GetBytes(
        $"POST /graphql HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\nAccept: application/json\r\n"
        + $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    /// <summary>Answers a second during the given time.</summary>
    public async Task<double> RunAsync(int connections, TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => LoopAsync(clock, time)))).ConfigureAwait(false);
        return counts.Sum() / clock.Elapsed.TotalSeconds;
    }

    private async Task<long> LoopAsync(Stopwatch clock, TimeSpan time)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port).ConfigureAwait(false);
        var buffer = new byte[BufferSize];
        var count = 0L;
        while (clock.Elapsed < time)
        {
            await socket.SendAsync(_request).ConfigureAwait(false);
            var length = 0;
            do
            {
                var read = await socket.ReceiveAsync(buffer.AsMemory(length)).ConfigureAwait(false);
                if (read == 0) throw new InvalidOperationException("The server closed the connection.");
                length += read;
            }
            while (!IsWhole(buffer.AsSpan(0, length)));
            if (!buffer.AsSpan().StartsWith("HTTP/1.1 200"u8)) throw new InvalidOperationException(Encoding.UTF8.GetString(buffer, 0, length));
            count++;
        }
        return count;
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0) return false;
        var head = answer[..end];
        var at = head.IndexOf("ontent-Length: "u8);
        if (at < 0) at = head.IndexOf("ontent-length: "u8);
        if (at < 0) return answer.EndsWith("0\r\n\r\n"u8);
        System.Buffers.Text.Utf8Parser.TryParse(head[(at + 15)..], out int length, out _);
        return answer.Length >= end + 4 + length;
    }
}
