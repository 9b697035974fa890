using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Monitoring.EndToEnd.Faults;

/// <summary>Over a WebSocket.</summary>
internal sealed class SlowSocketReader : ISlowReader
{
    private readonly HttpMessageInvoker _invoker = new(SlowReaders.Handler());
    private readonly ClientWebSocket _socket = new();

    public static async Task<ISlowReader> OpenAsync(Uri address)
    {
        var reader = new SlowSocketReader();
        reader._socket.Options.AddSubProtocol("graphql-transport-ws");
        await reader._socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws", Path = "/graphql" }.Uri, reader._invoker, CancellationToken.None);
        await reader.SendAsync(new { type = "connection_init" });
        Assert.Equal("connection_ack", (await reader.ReadAsync())!.Value.GetProperty("type").GetString());
        await reader.SendAsync(new { id = "1", type = "subscribe", payload = new { query = SlowReaders.Query, variables = new { after = "0" } } });
        return reader;
    }

    public async Task<(List<string> Cursors, string? Ending)> ReadToEndAsync()
    {
        var cursors = new List<string>();
        try
        {
            while (await ReadAsync() is { } message)
            {
                if (message.GetProperty("type").GetString() != "next") continue;
                cursors.Add(message.GetProperty("payload").GetProperty("data").GetProperty("alertRaised").GetProperty("cursor").GetString()!);
            }

            return (cursors, $"{(int?)_socket.CloseStatus} {_socket.CloseStatusDescription}");
        }
        catch (WebSocketException)
        {
            return (cursors, null);
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _invoker.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task SendAsync(object message) =>
        await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, true, CancellationToken.None);

    private async Task<JsonElement?> ReadAsync()
    {
        using var whole = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer, CancellationToken.None);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            whole.Write(buffer, 0, part.Count);
            if (part.EndOfMessage) return JsonDocument.Parse(Encoding.UTF8.GetString(whole.ToArray())).RootElement;
        }
    }
}
