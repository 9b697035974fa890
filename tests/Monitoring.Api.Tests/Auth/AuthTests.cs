using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Monitoring.Api.Tests.Support;

namespace Monitoring.Api.Tests.Auth;

public sealed class AuthTests
{
    private const string Decide = "mutation { decideApproval(input: { id: \"0\", decision: APPROVE, reason: \"x\" }) { errors { code } } }";
    private const string Unknown = "00000000000000000000000000000000";

    /// <summary>Role, then whether it may: read, watch, act, decide, feed, see metrics.</summary>
    [Theory]
    [InlineData("viewer", "yes yes no no no yes")]
    [InlineData("officer", "yes yes yes no no yes")]
    [InlineData("supervisor", "yes yes yes yes no yes")]
    [InlineData("feeder", "no no no no yes no")]
    [InlineData("admin", "yes yes yes yes yes yes")]
    public async Task Each_role_may_do_what_it_is_for(string role, string expected)
    {
        using var folder = new TemporaryFolder();
        await using var server = await TestServer.StartAsync(folder.Path, Tokens());
        var token = TokenOf(role);
        string[] may =
        [
            Word(await CodeAsync(server, "{ viewer { name } }", token) is null),
            Word(await MayWatchAsync(server, token)),
            Word(await CodeAsync(server, "mutation { acknowledgeAlert(input: { id: \"0\" }) { errors { code } } }", token) is null),
            Word(await CodeAsync(server, Decide, token) is null),
            Word(await FeedAsync(server, token) == HttpStatusCode.OK),
            Word(await GetAsync(server, "/metrics", token) == HttpStatusCode.OK),
        ];

        Assert.Equal(expected, string.Join(' ', may));
    }

    [Theory]
    [InlineData("/graphql?query={viewer{name}}", HttpStatusCode.Unauthorized)]
    [InlineData("/metrics", HttpStatusCode.Unauthorized)]
    [InlineData("/feed/quarantine", HttpStatusCode.Unauthorized)]
    [InlineData("/health/live", HttpStatusCode.OK)]
    [InlineData("/health/ready", HttpStatusCode.OK)]
    [InlineData("/", HttpStatusCode.OK)]
    public async Task Without_a_token_only_health_and_the_bare_pages_are_open(string path, HttpStatusCode expected)
    {
        using var folder = new TemporaryFolder();
        await using var server = await TestServer.StartAsync(folder.Path, Tokens());

        Assert.Equal(expected, await GetAsync(server, path, null));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(server, path, Unknown));
    }

    [Fact]
    public async Task A_token_may_be_configured_by_its_hash()
    {
        using var folder = new TemporaryFolder();
        const string token = "a-token-that-nobody-wrote-into-a-file";
        await using var server = await TestServer.StartAsync(folder.Path, new Dictionary<string, string?>
        {
            ["Auth:Mode"] = "token",
            ["Auth:Tokens:0:TokenSha256"] = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token))),
            ["Auth:Tokens:0:Name"] = "zhou.ba",
            ["Auth:Tokens:0:Role"] = "supervisor",
        });

        var data = await server.QueryAsync("{ viewer { name role branch { id } } }", token: token);

        Assert.Equal(("zhou.ba", "supervisor"), (data.Text("viewer.name"), data.Text("viewer.role")));
    }

    [Fact]
    public async Task A_caller_confined_to_a_branch_sees_and_touches_only_what_lies_below_it()
    {
        using var folder = new TemporaryFolder();
        await using var server = await TestServer.StartAsync(folder.Path, Tokens("B001"));
        server.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TokenOf("feeder"));
        await server.DeclareAsync(
            [.. Bank.Branches, Bank.Account("OWN", "B001-01"), Bank.Account("OTHER", "B002"), Bank.Settlement("S2", "B002")]);
        await server.PostAsync(Bank.Posting("OTHER", -1), Bank.Posting("OWN", -2));
        server.Http.DefaultRequestHeaders.Authorization = null;
        var all = await server.QueryAsync("{ alerts { nodes { id account { id } } } }", token: TokenOf("viewer"));
        var foreign = all.At("alerts.nodes").EnumerateArray().Single(alert => alert.Text("account.id") == "OTHER").Text("id");

        var token = TokenOf("officer");
        var data = await server.QueryAsync(
            """
            query($foreign: ID!) {
              own: account(id: "OWN") { id branch { parent { id parent { id } } } }
              other: account(id: "OTHER") { id } settlementAccount(id: "S2") { id }
              accounts { totalCount }
              asked: accounts(filter: { branch: "HQ" }) { totalCount } beside: accounts(filter: { branch: "B002" }) { totalCount }
              branches { id } hq: branch(id: "HQ") { id }
              alerts { totalCount nodes { account { id } } } alertCounts { count } alert(id: $foreign) { id }
              viewer { branch { id } }
            }
            """,
            new { foreign },
            token: token);

        Assert.Equal("OWN", data.Text("own.id"));
        Assert.Equal("B001", data.Text("own.branch.parent.id"));
        Assert.Equal(JsonValueKind.Null, data.At("own.branch.parent.parent").ValueKind);
        foreach (var hidden in (string[])["other", "settlementAccount", "hq", "alert"])
            Assert.Equal(JsonValueKind.Null, data.At(hidden).ValueKind);
        Assert.Equal((1, 1, 0), (data.Number("accounts.totalCount"), data.Number("asked.totalCount"), data.Number("beside.totalCount")));
        Assert.Equal(["B001", "B001-01"], data.Texts("branches", "id"));
        Assert.Equal(["OWN"], data.At("alerts.nodes").EnumerateArray().Select(alert => alert.Text("account.id")));
        Assert.Equal(1, data.At("alertCounts").EnumerateArray().Sum(count => count.Number("count")));
        Assert.Equal("FORBIDDEN", await CodeAsync(server, "{ quarantine { totalCount } }", token));
        var touched = await server.QueryAsync(
            "mutation($foreign: ID!) { acknowledgeAlert(input: { id: $foreign }) { alert { id } errors { code } } }",
            new { foreign },
            token: token);
        Assert.Equal("ALERT_NOT_FOUND", touched.Text("acknowledgeAlert.errors.0.code"));
        await using var watch = await EventStream.OpenAsync(server, "subscription { alertRaised(after: \"0\") { account { id } } }", token);
        Assert.Equal("OWN", (await watch.NextAsync()).Data.Text("data.alertRaised.account.id"));
    }

    [Fact]
    public async Task An_account_that_moved_takes_along_no_sight_of_the_other_branch()
    {
        using var folder = new TemporaryFolder();
        await using var server = await TestServer.StartAsync(folder.Path, Tokens("B001"));
        server.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TokenOf("feeder"));
        await server.DeclareAsync([.. Bank.Branches, Bank.Account("CAME", "B002"), Bank.Account("LEFT", "B001")]);
        await server.PostAsync(Bank.Posting("CAME", -1), Bank.Posting("LEFT", -2));
        await server.DeclareAsync(Bank.Account("CAME", "B001"), Bank.Account("LEFT", "B002"));
        server.Http.DefaultRequestHeaders.Authorization = null;

        const string query =
            "{ account(id: \"CAME\") { alerts { totalCount } } alerts(filter: { account: \"LEFT\" }) { nodes { evidence { sequence } } } }";
        var all = await server.QueryAsync(query, token: TokenOf("viewer"));
        var own = await server.QueryAsync(query, token: TokenOf("officer"));

        Assert.Equal((1, 0), (all.Number("account.alerts.totalCount"), own.Number("account.alerts.totalCount")));
        Assert.Equal(1, all.At("alerts.nodes.0.evidence").GetArrayLength());
        Assert.Equal(0, own.At("alerts.nodes.0.evidence").GetArrayLength());
    }

    [Fact]
    public async Task Who_is_confined_to_a_branch_neither_feeds_nor_sees_the_metrics_of_the_whole_bank()
    {
        using var folder = new TemporaryFolder();
        var tokens = Tokens();
        tokens["Auth:Tokens:4:Branch"] = "B001";
        await using var server = await TestServer.StartAsync(folder.Path, tokens);

        Assert.Equal(HttpStatusCode.Forbidden, await FeedAsync(server, TokenOf("admin")));
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(server, "/metrics", TokenOf("admin")));
        Assert.Null(await CodeAsync(server, "{ viewer { name } }", TokenOf("admin")));
    }

    [Theory]
    [InlineData("viewer", "connection_ack")]
    [InlineData("feeder", "4403")]
    [InlineData(null, "4403")]
    public async Task A_web_socket_signs_in_with_its_first_message(string? role, string expected)
    {
        using var folder = new TemporaryFolder();
        await using var server = await TestServer.StartAsync(folder.Path, Tokens());
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("graphql-transport-ws");
        await socket.ConnectAsync(new Uri($"ws://{server.Address.Authority}/graphql"), TestContext.Current.CancellationToken);
        var payload = role is null ? new object() : new { authorization = $"Bearer {TokenOf(role)}" };
        var init = JsonSerializer.SerializeToUtf8Bytes(new { type = "connection_init", payload });
        await socket.SendAsync(init, WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);

        var buffer = new byte[1_024];
        var answer = await socket.ReceiveAsync(buffer.AsMemory(), TestContext.Current.CancellationToken);

        var got = answer.MessageType == WebSocketMessageType.Close
            ? ((int)socket.CloseStatus!.Value).ToString(System.Globalization.CultureInfo.InvariantCulture)
            : JsonDocument.Parse(buffer.AsMemory(0, answer.Count)).RootElement.Text("type");
        Assert.Equal(expected, got);
    }

    [Theory]
    [InlineData("Host", "bank.example")]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("X-Monitoring-User", "system")]
    public async Task Without_sign_in_names_that_point_here_from_elsewhere_are_refused(string header, string value)
    {
        using var folder = new TemporaryFolder();
        await using var server = await TestServer.StartAsync(folder.Path);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/graphql?query={viewer{name}}");
        request.Headers.Add(header, value);

        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Contains(response.StatusCode, (HttpStatusCode[])[HttpStatusCode.BadRequest, HttpStatusCode.Forbidden]);
    }

    [Fact]
    public async Task The_name_given_in_a_header_counts_only_without_sign_in()
    {
        using var folder = new TemporaryFolder();
        await using var server = await TestServer.StartAsync(folder.Path, Tokens());

        var data = await server.QueryAsync("{ viewer { name } }", user: "somebody.else", token: TokenOf("viewer"));

        Assert.Equal("the.viewer", data.Text("viewer.name"));
    }

    [Fact]
    public async Task Pages_tell_browsers_to_run_nothing_but_their_own_scripts()
    {
        using var folder = new TemporaryFolder();
        await using var server = await TestServer.StartAsync(folder.Path);

        using var response = await server.Http.GetAsync("/", TestContext.Current.CancellationToken);

        Assert.Contains("script-src 'self';", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("DENY", response.Headers.GetValues("X-Frame-Options").Single());
        Assert.False(response.Headers.Contains("Server"));
    }

    private static Dictionary<string, string?> Tokens(string? officersBranch = null)
    {
        var values = new Dictionary<string, string?> { ["Auth:Mode"] = "token" };
        string[] roles = ["viewer", "officer", "supervisor", "feeder", "admin"];
        for (var i = 0; i < roles.Length; i++)
        {
            values[$"Auth:Tokens:{i}:Token"] = TokenOf(roles[i]);
            values[$"Auth:Tokens:{i}:Name"] = $"the.{roles[i]}";
            values[$"Auth:Tokens:{i}:Role"] = roles[i];
        }

        if (officersBranch is not null) values["Auth:Tokens:1:Branch"] = officersBranch;
        return values;
    }

    private static string TokenOf(string role) => $"{role}-0123456789abcdef0123456789abcdef";

    private static string Word(bool may) => may ? "yes" : "no";

    private static async Task<string?> CodeAsync(TestServer server, string query, string token)
    {
        var answer = await server.AskAsync(query, token: token);
        return answer.TryGetProperty("errors", out var errors) ? errors.Text("0.extensions.code") : null;
    }

    private static async Task<bool> MayWatchAsync(TestServer server, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/graphql?query=subscription{alertRaised{id}}");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await server.Http.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        return response.StatusCode == HttpStatusCode.OK;
    }

    private static async Task<HttpStatusCode> FeedAsync(TestServer server, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/feed/postings")
        {
            Content = new StringContent("", Encoding.UTF8, new MediaTypeHeaderValue("application/x-ndjson")),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private static async Task<HttpStatusCode> GetAsync(TestServer server, string path, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
