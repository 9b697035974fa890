using System.Net;
using System.Net.Sockets;

namespace Monitoring.EndToEnd.Faults;

/// <summary>What both kinds of slow readers have in common.</summary>
internal static class SlowReaders
{
    /// <summary>What the machine itself may hold for a reader, bytes: little, so that a few megabytes of alerts show whether he reads.</summary>
    private const int SocketBytes = 16 * 1024;

    /// <summary>Long events: a few thousand are more than the machine holds for a connection.</summary>
    public const string Query = """
        subscription($after: String) { alertRaised(after: $after) {
          cursor id rule reasons { text } a: evidence { ...p } b: evidence { ...p } c: evidence { ...p } d: evidence { ...p } e: evidence { ...p }
        } }
        fragment p on Posting { postingId bookedAt businessDate amount balanceAfter direction narrative sequence late }
        """;

    /// <summary>Connects with a small buffer.</summary>
    public static SocketsHttpHandler Handler() => new()
    {
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveBufferSize = SocketBytes };
            await socket.ConnectAsync((EndPoint)context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    };
}
