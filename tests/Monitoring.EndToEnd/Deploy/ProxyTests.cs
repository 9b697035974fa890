using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Monitoring.EndToEnd.Support;

namespace Monitoring.EndToEnd.Deploy;

/// <summary>The real proxy with the configuration that the platform is deployed with, in front of two servers.</summary>
public sealed class ProxyTests
{
    private const string Subscription = "subscription { alertRaised(after: \"0\") { rule } }";
    private const string Overdraw =
        """{"postingId":"P","account":"A1","direction":"debit","amount":100,"currency":"CNY","bookedAt":"2026-11-20T08:15:30+08:00"}""";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Requests_streams_and_sockets_pass_and_a_server_that_dies_costs_no_more_than_was_on_its_way()
    {
        Tool.Require("haproxy", "haproxy");
        using var folder = new TemporaryFolder();
        var starts = new[] { "one", "two" }.Select(name => Server.StartAsync(Path.Combine(folder.Path, name), "--Model:Path=none")).ToArray();
        await using var first = await starts[0];
        await using var second = await starts[1];
        foreach (var server in (Server[])[first, second]) await server.SendAsync("/feed/postings", Encoding.UTF8.GetBytes(Overdraw));
        await using var proxy = await StartAsync(folder.Path, first.Address, second.Address);
        using var http = new HttpClient { BaseAddress = proxy.Address, Timeout = Patience };
        var stop = TestContext.Current.CancellationToken;

        Assert.Contains("<html", await http.GetStringAsync("/", stop), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/metrics", stop)).StatusCode);
        await AssertBodiesStreamAsync(http, first, second);
        Assert.Contains("OVERDRAWN", await FirstEventAsync(http), StringComparison.Ordinal);
        Assert.Contains("OVERDRAWN", await FirstMessageAsync(proxy.Address), StringComparison.Ordinal);

        await Tool.RunAsync(DeployFiles.Folder, "bash", "proxy/healthy.sh", proxy.Ready.Port.ToString(CultureInfo.InvariantCulture));

        await first.KillAsync();
        for (var i = 0; i < 10; i++)
        {
            var posting = Overdraw.Replace("\"P\"", $"\"Q{i}\"", StringComparison.Ordinal);
            await AssertTakenAsync(() => http.PostAsync("/graphql", Json("{\"query\":\"{ __typename }\"}"), stop));
            await AssertTakenAsync(() => http.PostAsync("/feed/postings", Ndjson(posting), stop));
        }
    }

    /// <summary>What goes out on a connection that has just died is lost; the same sent again must arrive.</summary>
    private static async Task AssertTakenAsync(Func<Task<HttpResponseMessage>> send)
    {
        var response = await send();
        if (response.StatusCode == HttpStatusCode.BadGateway) response = await send();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{response.StatusCode} {await response.Content.ReadAsStringAsync()}");
    }

    private static async Task<Proxy> StartAsync(string folder, Uri first, Uri second)
    {
        var (address, ready) = (Server.FreeAddress(), Server.FreeAddress());
        string[] environment =
        [
            $"MONITORING_BIND={address.Authority}", $"MONITORING_READY={ready.Authority}",
            $"MONITORING_API_1={first.Authority}", $"MONITORING_API_2={second.Authority}",
        ];
        var run = ProcessRun.Start("env", [.. environment, "haproxy", "-db", "-f", Path.Combine(DeployFiles.Folder, "proxy", "haproxy.cfg")], folder);
        using var http = new HttpClient { BaseAddress = address, Timeout = Patience };
        using var timeout = new CancellationTokenSource(Patience);
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await poll.WaitForNextTickAsync(timeout.Token))
        {
            Assert.False(run.HasExited, run.Output);
            try
            {
                using var response = await http.GetAsync("/health/ready", timeout.Token);
                if (response.IsSuccessStatusCode) break;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }

        return new Proxy(run, address, ready);
    }

    /// <summary>A body that goes on only when its first lines are booked: nothing on the way may wait for its end.</summary>
    private static async Task AssertBodiesStreamAsync(HttpClient http, params Server[] servers)
    {
        var booked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var content = new TwoPartContent(
            Overdraw.Replace("\"A1\"", "\"A2\"", StringComparison.Ordinal).Replace("\"P\"", "\"S1\"", StringComparison.Ordinal), booked.Task);
        var sending = http.PostAsync("/feed/postings", content);
        using var timeout = new CancellationTokenSource(Patience);
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var isBooked = false;
        while (!isBooked && await poll.WaitForNextTickAsync(timeout.Token))
        {
            // One of the two has it.
            var answers = await Task.WhenAll(servers.Select(static server => server.QueryAsync("{ account(id: \"A2\") { balance } }")));
            isBooked = answers.Any(static answer => answer.GetProperty("account").ValueKind == JsonValueKind.Object);
        }

        booked.SetResult();
        using var response = await sending;
        Assert.Contains("\"accepted\":2", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<string> FirstEventAsync(HttpClient http)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = Json(JsonSerializer.Serialize(new { query = Subscription })) };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        using var timeout = new CancellationTokenSource(Patience);
        while (await reader.ReadLineAsync(timeout.Token) is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal)) return line;
        }

        return "";
    }

    private static async Task<string> FirstMessageAsync(Uri address)
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("graphql-transport-ws");
        using var timeout = new CancellationTokenSource(Patience);
        await socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws", Path = "/graphql" }.Uri, timeout.Token);
        await SendAsync(socket, new { type = "connection_init" }, timeout.Token);
        await SendAsync(socket, new { id = "1", type = "subscribe", payload = new { query = Subscription } }, timeout.Token);
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, timeout.Token);
            var text = Encoding.UTF8.GetString(buffer, 0, part.Count);
            if (part.MessageType == WebSocketMessageType.Close || text.Contains("\"next\"", StringComparison.Ordinal)) return text;
        }
    }

    private static Task SendAsync(ClientWebSocket socket, object message, CancellationToken cancellation) =>
        socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, true, cancellation);

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static StringContent Ndjson(string text) => new(text, Encoding.UTF8, "application/x-ndjson");

    private sealed record Proxy(ProcessRun Run, Uri Address, Uri Ready) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Run.DisposeAsync();
    }

    /// <summary>A line, and when told so the same with another id.</summary>
    private sealed class TwoPartContent : HttpContent
    {
        private readonly string _line;
        private readonly Task _goOn;

        public TwoPartContent(string line, Task goOn)
        {
            (_line, _goOn) = (line, goOn);
            Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(_line + "\n"));
            await stream.FlushAsync();
            await _goOn;
            await stream.WriteAsync(Encoding.UTF8.GetBytes(_line.Replace("\"S1\"", "\"S2\"", StringComparison.Ordinal) + "\n"));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
