using System.Net;
using System.Net.Sockets;

namespace Monitoring.TestServers;

/// <summary>Ports of 127.0.0.1 for servers that are started soon, and again on the same port after they were killed.</summary>
public static class FreePort
{
    /// <summary>
    /// Below the range from which Linux takes ports for connections that go out, 32768 and above: there a port that is free now may be
    /// taken by any connection of any process before the server listens at it.
    /// </summary>
    private const int First = 12_000;

    private const int End = 32_000;

    /// <summary>A port at which nobody listens now.</summary>
    public static int Next()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, End);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // Another one, then.
            }
        }
    }
}
