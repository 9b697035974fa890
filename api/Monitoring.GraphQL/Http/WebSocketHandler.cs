using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;

namespace Monitoring.GraphQL;

/// <summary>Accepts WebSockets that speak <c>graphql-transport-ws</c>.</summary>
internal sealed class WebSocketHandler(GraphQLServer server, Engine engine, SubscriptionCounter counter, TimeProvider time)
{
    private const string Protocol = "graphql-transport-ws";

    public async Task HandleAsync(HttpContext http, CancellationToken stopping)
    {
        if (!IsOriginAllowed(http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        var speaks = http.WebSockets.WebSocketRequestedProtocols.Contains(Protocol);
        using var socket = await http.WebSockets.AcceptWebSocketAsync(speaks ? Protocol : null).ConfigureAwait(false);
        if (!speaks)
        {
            await socket.CloseAsync((WebSocketCloseStatus)CloseCodes.ProtocolNotAcceptable, "Subprotocol not acceptable", http.RequestAborted)
                .ConfigureAwait(false);
            return;
        }
        HttpResponses.TakeTimeToSend(http);
        await using var connection = new WebSocketConnection(socket, http, server, engine, counter, time);
        await connection.RunAsync(stopping).ConfigureAwait(false);
    }

    /// <summary>A page of another site must not use its visitor's cookies here; browsers name the page's origin.</summary>
    private bool IsOriginAllowed(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length == 0 || server.Options.AllowedOrigins.Contains(origin)) return true;
        return Uri.TryCreate(origin, UriKind.Absolute, out var uri) && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }
}
