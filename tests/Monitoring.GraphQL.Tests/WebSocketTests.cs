using System.Net.WebSockets;
using System.Security.Claims;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.GraphQL.Tests.Support;
using Monitoring.GraphQL.Tests.Trees;

namespace Monitoring.GraphQL.Tests;

public sealed class WebSocketTests
{
    private const string Init = """{"type":"connection_init"}""";

    private readonly Probe _probe = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(4400, "nonsense")]
    [InlineData(4400, """{"type":"unheard of"}""")]
    [InlineData(4400, """{"type":"\ud800"}""")]
    [InlineData(4400, Init, """{"id":"\ud800","type":"complete"}""")]
    [InlineData(4401, """{"id":"1","type":"subscribe","payload":{"query":"{ root { name } }"}}""")]
    [InlineData(4429, Init, Init)]
    [InlineData(4409, Init, """{"id":"1","type":"subscribe","payload":{"query":"subscription { events }"}}""", """{"id":"1","type":"subscribe","payload":{"query":"subscription { events }"}}""")]
    [InlineData(4413, Init, """{"id":"1","type":"subscribe","payload":{"query":"subscription { flood }"}}""")]
    public async Task What_the_protocol_forbids_closes_the_connection_with_its_code(int code, params string[] messages)
    {
        await using var server = await StartAsync();
        using var socket = await ConnectAsync(server);
        foreach (var message in messages) await SendAsync(socket, message);
        Assert.Equal(code, await CloseCodeAsync(socket));
    }

    [Fact]
    public async Task A_client_that_says_nothing_is_closed()
    {
        await using var server = await StartAsync(options => options.ConnectionInitTimeout = TimeSpan.FromMilliseconds(20));
        using var socket = await ConnectAsync(server);
        Assert.Equal(4408, await CloseCodeAsync(socket));
    }

    [Fact]
    public async Task Operations_beyond_those_a_connection_may_have_are_refused()
    {
        await using var server = await StartAsync(options => options.Limits.OperationsPerConnectionMax = 1);
        using var socket = await ConnectAsync(server);
        await SendAsync(socket, Init);
        await ReceiveAsync(socket);
        await SendAsync(socket, """{"id":"q","type":"subscribe","payload":{"query":"{ __typename }"}}""");
        Assert.Equal("next", (string?)(await ReceiveAsync(socket))!["type"]);
        Assert.Equal("complete", (string?)(await ReceiveAsync(socket))!["type"]);
        await SendAsync(socket, """{"id":"a","type":"subscribe","payload":{"query":"subscription { events }"}}""");
        await SendAsync(socket, """{"id":"b","type":"subscribe","payload":{"query":"subscription { events }"}}""");
        var refused = await ReceiveAsync(socket);
        Assert.Equal("b", (string?)refused!["id"]);
        Assert.Equal("TOO_MANY_SUBSCRIPTIONS", (string?)refused["payload"]![0]!["extensions"]!["code"]);
    }

    [Fact]
    public async Task Another_protocol_is_not_spoken()
    {
        await using var server = await StartAsync();
        using var socket = await ConnectAsync(server, "graphql-ws");
        Assert.Equal(4406, await CloseCodeAsync(socket));
    }

    [Fact]
    public async Task Complete_from_the_client_frees_the_source()
    {
        await using var server = await StartAsync();
        using var socket = await ConnectAsync(server);
        await SendAsync(socket, Init);
        await SendAsync(socket, """{"id":"a","type":"subscribe","payload":{"query":"subscription { events }"}}""");
        _probe.Events.Writer.TryWrite(7);
        Assert.Equal("connection_ack", (string?)(await ReceiveAsync(socket))!["type"]);
        Assert.Equal("""{"id":"a","type":"next","payload":{"data":{"events":7},"extensions":{"eventId":"e7"}}}""", (await ReceiveAsync(socket))!.ToJsonString());
        await SendAsync(socket, """{"id":"a","type":"complete"}""");
        await _probe.SourceClosed.Task.WaitAsync(TimeSpan.FromSeconds(30), Stop);
        await SendAsync(socket, """{"type":"ping"}""");
        Assert.Equal("pong", (string?)(await ReceiveAsync(socket))!["type"]);
    }

    [Fact]
    public async Task A_client_that_vanishes_frees_its_sources()
    {
        await using var server = await StartAsync();
        var socket = await ConnectAsync(server);
        await SendAsync(socket, Init);
        await SendAsync(socket, """{"id":"a","type":"subscribe","payload":{"query":"subscription { events }"}}""");
        _probe.Events.Writer.TryWrite(7);
        await ReceiveAsync(socket);
        await ReceiveAsync(socket);
        socket.Abort();
        socket.Dispose();
        await _probe.SourceClosed.Task.WaitAsync(TimeSpan.FromSeconds(30), Stop);
        Assert.Equal(0, _probe.OpenSources);
    }

    [Fact]
    public async Task An_application_that_stops_says_goodbye()
    {
        var server = await StartAsync();
        using var socket = await ConnectAsync(server);
        await SendAsync(socket, Init);
        await ReceiveAsync(socket);
        var stopped = server.DisposeAsync().AsTask();
        Assert.Equal((int)WebSocketCloseStatus.EndpointUnavailable, await CloseCodeAsync(socket));
        await stopped;
    }

    [Fact]
    public async Task A_silent_connection_hears_heartbeats()
    {
        await using var server = await StartAsync(options => options.Heartbeat = TimeSpan.FromMilliseconds(20));
        using var socket = await ConnectAsync(server);
        await SendAsync(socket, Init);
        await ReceiveAsync(socket);
        Assert.Equal("ping", (string?)(await ReceiveAsync(socket))!["type"]);
    }

    [Fact]
    public async Task All_operations_of_a_connection_run_for_whom_its_first_message_signed_in()
    {
        await using var server = await StartAsync(options => options.ConnectionInit = (_, payload) => ValueTask.FromResult(
            payload?.GetProperty("token").GetString() is "right" ? new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "Anna")], "test")) : null));
        using var socket = await ConnectAsync(server);
        await SendAsync(socket, """{"type":"connection_init","payload":{"token":"right"}}""");
        await ReceiveAsync(socket);
        await SendAsync(socket, """{"id":"q","type":"subscribe","payload":{"query":"{ whoAmI }"}}""");
        Assert.Equal("Anna", (string?)(await ReceiveAsync(socket))!["payload"]!["data"]!["whoAmI"]);
        await ReceiveAsync(socket);
        await SendAsync(socket, """{"id":"s","type":"subscribe","payload":{"query":"subscription { watch { who } }"}}""");
        Assert.Equal("Anna", (string?)(await ReceiveAsync(socket))!["payload"]!["data"]!["watch"]!["who"]);
        using var stranger = await ConnectAsync(server);
        await SendAsync(stranger, """{"type":"connection_init","payload":{"token":"wrong"}}""");
        Assert.Equal(4403, await CloseCodeAsync(stranger));
    }

    [Theory]
    [InlineData("https://evil.example", false)]
    [InlineData("https://bank.example", true)]
    [InlineData("http://127.0.0.1", false)]
    public async Task A_page_of_another_site_cannot_open_a_connection(string origin, bool allowed)
    {
        await using var server = await StartAsync(options => options.AllowedOrigins.Add("https://bank.example"));
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("graphql-transport-ws");
        socket.Options.SetRequestHeader("Origin", origin);
        var connect = socket.ConnectAsync(new Uri(server.Url.Replace("http", "ws", StringComparison.Ordinal)), Stop);
        if (allowed) await connect;
        else await Assert.ThrowsAsync<WebSocketException>(() => connect);
    }

    private Task<HttpServer> StartAsync(Action<GraphQLOptions>? configure = null) => HttpServer.StartAsync(options =>
    {
        TreeSchema.Configure(options);
        options.Limits.SubscriptionBufferMax = 8;
        configure?.Invoke(options);
    }, services => services.AddSingleton(_probe));

    private static async Task<ClientWebSocket> ConnectAsync(HttpServer server, string protocol = "graphql-transport-ws")
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol(protocol);
        try
        {
            await socket.ConnectAsync(new Uri(server.Url.Replace("http", "ws", StringComparison.Ordinal)), Stop);
        }
        catch (WebSocketException) when (protocol != "graphql-transport-ws")
        {
            // .NET's client takes no connection without a protocol it asked for; speak without one.
            socket.Dispose();
            socket = new ClientWebSocket();
            await socket.ConnectAsync(new Uri(server.Url.Replace("http", "ws", StringComparison.Ordinal)), Stop);
        }
        return socket;
    }

    private static Task SendAsync(ClientWebSocket socket, string message) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, Stop);

    private static async Task<JsonNode?> ReceiveAsync(ClientWebSocket socket)
    {
        var buffer = new byte[64 * 1024];
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), Stop);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            length += part.Count;
            if (part.EndOfMessage) return JsonNode.Parse(buffer.AsSpan(0, length));
        }
    }

    private static async Task<int> CloseCodeAsync(ClientWebSocket socket)
    {
        while (await ReceiveAsync(socket) is not null) continue;
        return (int)socket.CloseStatus!;
    }
}
