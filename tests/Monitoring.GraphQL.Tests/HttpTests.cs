using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.GraphQL.Tests.Kinds;
using Monitoring.GraphQL.Tests.Support;
using Monitoring.GraphQL.Tests.Trees;

namespace Monitoring.GraphQL.Tests;

public sealed class HttpTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("application/json", "{ nonsense }", 200)]
    [InlineData("application/graphql-response+json", "{ nonsense }", 400)]
    [InlineData("application/graphql-response+json", "{ hello }", 200)]
    [InlineData("application/graphql-response+json", "{ odd fails }", 200)]
    [InlineData("application/json", "{ hello", 200)]
    [InlineData("application/graphql-response+json", "{ hello", 400)]
    [InlineData("image/png", "{ hello }", 406)]
    public async Task The_status_tells_what_became_of_a_request(string accept, string query, int status)
    {
        await using var server = await HttpServer.StartAsync(KindsSchema.Configure);
        using var response = await PostAsync(server, new JsonObject { ["query"] = query }.ToJsonString(), accept);
        Assert.Equal(status, (int)response.StatusCode);
        if (status != 406) Assert.Equal(accept, response.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("[]", 400)]
    [InlineData("{", 400)]
    [InlineData("{}", 400)]
    [InlineData("""{"query":1}""", 400)]
    [InlineData("""{"query":"{ hello }","variables":[]}""", 400)]
    [InlineData("""{"query":"{ hello }","variables":null,"operationName":null,"extensions":null,"more":{"x":[1]}}""", 200)]
    [InlineData("""{"query":"{ hel\u006Co }"}""", 200)]
    [InlineData("""{"query":"{ hello }"} x""", 400)]
    [InlineData("""{"query":"{ hello }","variables":{"x":"\ud800"}}""", 400)]
    [InlineData("""{"query":"{ hello }","variables":{"\ud800":1}}""", 400)]
    [InlineData("""{"query":"{ hello }","operationName":"\ud800"}""", 400)]
    [InlineData("""{"query":"{ hello } #\ud800"}""", 400)]
    public async Task A_body_that_is_no_request_is_answered_with_400(string body, int status)
    {
        await using var server = await HttpServer.StartAsync(KindsSchema.Configure);
        using var response = await PostAsync(server, body, "application/json");
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_answered_with_413()
    {
        await using var server = await HttpServer.StartAsync(options =>
        {
            KindsSchema.Configure(options);
            options.Limits.BodyBytesMax = 1_000;
        });
        using var response = await PostAsync(server, $$"""{"query":"{ hello }","x":"{{new string('x', 2_000)}}"}""", "application/json");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("BODY_TOO_LARGE", await response.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GET_runs_queries_and_nothing_else()
    {
        await using var server = await HttpServer.StartAsync(KindsSchema.Configure);
        var query = Uri.EscapeDataString("query ($n: String!) { hello(name: $n) }");
        var answer = await server.Client.GetFromJsonAsync<JsonNode>($"{server.Url}?query={query}&variables={Uri.EscapeDataString("""{"n":"é"}""")}", Stop);
        Assert.Equal("Hello é", (string?)answer!["data"]!["hello"]);
        using var refused = await server.Client.GetAsync($"{server.Url}?query={Uri.EscapeDataString("mutation { increment }")}", Stop);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, refused.StatusCode);
        Assert.Equal("POST", refused.Content.Headers.Allow.Single());
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/json; charset=utf-16")]
    public async Task A_body_any_page_could_send_without_asking_is_not_taken(string contentType)
    {
        await using var server = await HttpServer.StartAsync(KindsSchema.Configure);
        using var content = new StringContent("""{"query":"mutation { increment }"}""");
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        using var response = await server.Client.PostAsync(server.Url, content, Stop);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task A_trusted_document_runs_by_its_hash()
    {
        var hash = "";
        await using var server = await HttpServer.StartAsync(options =>
        {
            KindsSchema.Configure(options);
            hash = options.AddTrustedDocument("{ hello }");
        });
        // The server, and with it its options, is made when it is first needed.
        _ = server.Server;
        using var known = await PostAsync(server, new JsonObject { ["extensions"] = new JsonObject { ["persistedQuery"] = new JsonObject { ["sha256Hash"] = hash } } }.ToJsonString(), "application/json");
        Assert.Equal("""{"data":{"hello":"Hello World"}}""", await known.Content.ReadAsStringAsync(Stop));
        using var unknown = await PostAsync(server, """{"documentId":"sha256:00"}""", "application/json");
        Assert.Contains("PERSISTED_QUERY_NOT_FOUND", await unknown.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_is_led_to_the_IDE_which_needs_nothing_from_elsewhere()
    {
        await using var server = await HttpServer.StartAsync(KindsSchema.Configure);
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Url);
        request.Headers.Accept.ParseAdd("text/html,application/xhtml+xml,*/*;q=0.8");
        using var response = await server.Client.SendAsync(request, Stop);
        Assert.EndsWith("/graphql/ide/", response.RequestMessage!.RequestUri!.AbsolutePath, StringComparison.Ordinal);
        var page = await response.Content.ReadAsStringAsync(Stop);
        if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            Assert.Contains("Node.js", page, StringComparison.Ordinal);
            return;
        }
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
        using var script = await server.Client.GetAsync(server.Url + "/ide/ide.js", Stop);
        Assert.Equal("text/javascript", script.Content.Headers.ContentType!.MediaType);
        using var missing = await server.Client.GetAsync(server.Url + "/ide/..%2fx", Stop);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task An_event_stream_resumes_after_the_last_event_a_client_has_seen()
    {
        await using var server = await HttpServer.StartAsync(KindsSchema.Configure);
        using var request = StreamRequest(server, "subscription { count(to: 4, after: \"0\") }");
        request.Headers.Add("Last-Event-ID", "2");
        using var response = await server.Client.SendAsync(request, Stop);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        var text = await response.Content.ReadAsStringAsync(Stop);
        Assert.Equal(
            ":\n\nevent: next\nid: 3\ndata: {\"data\":{\"count\":3},\"extensions\":{\"eventId\":\"3\"}}\n\n"
            + "event: next\nid: 4\ndata: {\"data\":{\"count\":4},\"extensions\":{\"eventId\":\"4\"}}\n\nevent: complete\ndata:\n\n", text);
        // Where one client resumes is nothing to the next one.
        using var fresh = StreamRequest(server, "subscription { count(to: 4, after: \"0\") }");
        using var all = await server.Client.SendAsync(fresh, Stop);
        Assert.Contains("id: 1\n", await all.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_that_is_left_frees_its_source_and_its_place()
    {
        var probe = new Probe();
        await using var server = await HttpServer.StartAsync(options =>
        {
            TreeSchema.Configure(options);
            options.Limits.SubscriptionsMax = 1;
        }, services => services.AddSingleton(probe));
        using (var request = StreamRequest(server, "subscription { events }"))
        using (var response = await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop))
        {
            await using var body = await response.Content.ReadAsStreamAsync(Stop);
            probe.Events.Writer.TryWrite(1);
            using var reader = new StreamReader(body);
            while (await reader.ReadLineAsync(Stop) is { } line && !line.StartsWith("data:", StringComparison.Ordinal)) continue;
            using var second = StreamRequest(server, "subscription { events }");
            using var refused = await server.Client.SendAsync(second, Stop);
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.Contains("TOO_MANY_SUBSCRIPTIONS", await refused.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }
        await probe.SourceClosed.Task.WaitAsync(TimeSpan.FromSeconds(30), Stop);
        Assert.Equal(0, probe.OpenSources);
    }

    [Fact]
    public async Task A_stream_whose_client_does_not_read_is_ended_as_a_slow_consumer()
    {
        await using var server = await HttpServer.StartAsync(options =>
        {
            TreeSchema.Configure(options);
            options.Limits.SubscriptionBufferMax = 8;
        }, services => services.AddSingleton(new Probe()));
        using var request = StreamRequest(server, "subscription { flood }");
        using var response = await server.Client.SendAsync(request, Stop);
        var text = await response.Content.ReadAsStringAsync(Stop);
        Assert.Contains("SLOW_CONSUMER", text, StringComparison.Ordinal);
        Assert.EndsWith("event: complete\ndata:\n\n", text, StringComparison.Ordinal);
    }

    private static HttpRequestMessage StreamRequest(HttpServer server, string query)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, server.Url)
        {
            Content = new StringContent(new JsonObject { ["query"] = query }.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Accept.ParseAdd("text/event-stream");
        return request;
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpServer server, string body, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Accept.ParseAdd(accept);
        return await server.Client.SendAsync(request, Stop);
    }
}
