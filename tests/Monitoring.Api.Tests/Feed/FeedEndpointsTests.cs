using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Monitoring.Grains.Journal;
using Monitoring.Silo.Feed;

namespace Monitoring.Api.Tests.Feed;

/// <summary>The feed's answers over HTTP, as senders rely on them.</summary>
public sealed class FeedEndpointsTests
{
    [Fact]
    public async Task A_partly_bad_body_is_answered_line_by_line()
    {
        await using var server = await FeedServer.StartAsync();
        var response = await server.PostAsync(
            "/feed/postings", $"{FeedServer.Line("P-1")}\n{FeedServer.Line("P-2", amount: 0)}\n{FeedServer.Line("P-1")}\n");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        var answer = await FeedServer.ReadAsync(response);
        Assert.Equal((1, 1, 1), (Number(answer, "accepted"), Number(answer, "duplicates"), Number(answer, "rejected")));
        var rejection = Assert.Single(answer.GetProperty("rejections").EnumerateArray());
        Assert.Equal(
            (2L, "P-2", "amount", "AMOUNT_NOT_POSITIVE"),
            (Number(rejection, "line"), Text(rejection, "postingId"), Text(rejection, "field"), Text(rejection, "code")));
        Assert.Contains("positive", Text(rejection, "message"), StringComparison.Ordinal);
        Assert.False(answer.TryGetProperty("balances", out _));
    }

    [Fact]
    public async Task Balances_of_the_accounts_touched_are_returned_when_asked_for()
    {
        await using var server = await FeedServer.StartAsync();
        await server.PostAsync("/feed/postings", FeedServer.Line("P-0", "A3"));
        var body = string.Join(
            '\n', FeedServer.Line("P-1", "A2", 7), FeedServer.Line("P-2"), FeedServer.Line("P-3"), FeedServer.Line("P-4", "A9", 0));
        var answer = await FeedServer.ReadAsync(await server.PostAsync("/feed/postings?return=balances", body));

        Assert.Equal(
            [("A1", 2L, 200L), ("A2", 1L, 7L)],
            answer.GetProperty("balances").EnumerateArray()
                .Select(balance => (Text(balance, "account")!, Number(balance, "sequence"), Number(balance, "balance"))));
        var wrong = await server.PostAsync("/feed/postings?return=everything", body);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Theory]
    [InlineData("application/x-ndjson")]
    [InlineData("application/x-ndjson; charset=utf-8")]
    [InlineData("Application/X-NDJSON; charset=\"UTF-8\"")]
    [InlineData("application/json")]
    [InlineData("text/csv; header=present")]
    public async Task Each_type_is_read(string type)
    {
        await using var server = await FeedServer.StartAsync();
        var body = type.Contains("csv", StringComparison.Ordinal)
            ? "postingId,account,direction,amount,currency,bookedAt\nP-1,A1,credit,100,CNY,2026-06-01T10:00:00+08:00\n"
            : type.Contains("x-nd", StringComparison.OrdinalIgnoreCase) ? FeedServer.Line("P-1") : $"[{FeedServer.Line("P-1")}]";
        Assert.Equal(1, Number(await FeedServer.ReadAsync(await server.PostAsync("/feed/postings", body, type)), "accepted"));
    }

    [Theory]
    [InlineData("text/plain", null, "MEDIA_TYPE_UNKNOWN")]
    [InlineData("application/xml", null, "MEDIA_TYPE_UNKNOWN")]
    [InlineData("application/x-ndjson; charset=gbk", null, "MEDIA_TYPE_UNKNOWN")]
    [InlineData("application/x-ndjson", "br", "ENCODING_UNKNOWN")]
    [InlineData("application/x-ndjson", "gzip, gzip", "ENCODING_UNKNOWN")]
    public async Task Other_types_and_encodings_are_refused(string type, string? encoding, string code)
    {
        await using var server = await FeedServer.StartAsync();
        var content = new StringContent(FeedServer.Line("P-1"));
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
        if (encoding is not null) content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        var response = await server.Client.PostAsync(
            new Uri("/feed/postings", UriKind.Relative), content, TestContext.Current.CancellationToken);

        await AssertProblemAsync(response, HttpStatusCode.UnsupportedMediaType, code);
        Assert.Equal(0, server.Bank.PostingsApplied);
    }

    [Fact]
    public async Task A_body_without_a_type_is_refused()
    {
        await using var server = await FeedServer.StartAsync();
        var response = await server.Client.PostAsync(
            new Uri("/feed/postings", UriKind.Relative), null, TestContext.Current.CancellationToken);
        await AssertProblemAsync(response, HttpStatusCode.UnsupportedMediaType, "MEDIA_TYPE_UNKNOWN");
    }

    [Fact]
    public async Task Packed_bodies_are_unpacked_and_damaged_ones_refused()
    {
        await using var server = await FeedServer.StartAsync();
        var packed = Gzip(FeedServer.Line("P-1"));
        Assert.Equal(1, Number(await FeedServer.ReadAsync(await server.PostAsync("/feed/postings", packed, encoding: "gzip")), "accepted"));
        await AssertProblemAsync(
            await server.PostAsync("/feed/postings", FeedServer.Line("P-2"), encoding: "gzip"), HttpStatusCode.BadRequest, "MALFORMED");
        await AssertProblemAsync(
            await server.PostAsync("/feed/postings", packed[..^9], encoding: "gzip"), HttpStatusCode.BadRequest, "MALFORMED");
    }

    [Theory]
    [InlineData("application/json", "nonsense", "MALFORMED")]
    [InlineData("application/json", "", "MALFORMED")]
    [InlineData("text/csv", "a,b\n1,2\n", "FIELD_MISSING")]
    public async Task A_body_that_cannot_be_read_at_all_is_refused(string type, string body, string code)
    {
        await using var server = await FeedServer.StartAsync();
        await AssertProblemAsync(await server.PostAsync("/feed/postings", body, type), HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task A_line_over_the_limit_is_413_and_loses_no_accepted_posting()
    {
        await using var server = await FeedServer.StartAsync(settings: ("Feed:MaxLineBytes", "1024"));
        var response = await server.PostAsync(
            "/feed/postings", $"{FeedServer.Line("P-1")}\n{new string('x', 5_000)}\n{FeedServer.Line("P-2")}\n");
        var problem = await AssertProblemAsync(response, HttpStatusCode.RequestEntityTooLarge, "LINE_TOO_LONG");

        Assert.Equal((2, 1), (Number(problem, "accepted"), Number(problem, "rejected")));
        Assert.Equal(2, Number(problem.GetProperty("rejections")[0], "line"));
        Assert.Equal(2, server.Bank.PostingsApplied);
    }

    [Fact]
    public async Task A_journal_that_cannot_be_written_is_503_and_loses_no_accepted_posting()
    {
        await using var server = await FeedServer.StartAsync(settings: ("Feed:Retries", "0"));
        server.Bank.BeforeCall = id => id == "BAD" ? throw new JournalUnavailableException("full") : Task.CompletedTask;
        var response = await server.PostAsync("/feed/postings", $"{FeedServer.Line("P-1")}\n{FeedServer.Line("P-2", "BAD")}\n");
        var problem = await AssertProblemAsync(response, HttpStatusCode.ServiceUnavailable, "UNAVAILABLE");

        Assert.Equal(TimeSpan.FromSeconds(5), response.Headers.RetryAfter!.Delta);
        Assert.Equal(1, Number(problem, "accepted"));
        Assert.Equal(1, server.Bank.PostingsApplied);
    }

    [Fact]
    public async Task A_defect_is_500_and_keeps_its_secrets()
    {
        await using var server = await FeedServer.StartAsync();
        server.Bank.BeforeCall = _ => throw new InvalidOperationException("secret");
        var problem = await AssertProblemAsync(
            await server.PostAsync("/feed/postings", FeedServer.Line("P-1")), HttpStatusCode.InternalServerError, "INTERNAL");
        Assert.DoesNotContain("secret", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_senders_are_429_after_a_wait()
    {
        await using var server = await FeedServer.StartAsync(settings:
            [("Feed:MaxSenders", "1"), ("Feed:BusyWaitSeconds", "0.001"), ("Feed:AnswerWaitSeconds", "3600")]);
        var (stalled, isCalled) = (new TaskCompletionSource(), new TaskCompletionSource());
        server.Bank.BeforeCall = _ =>
        {
            isCalled.TrySetResult();
            return stalled.Task;
        };
        var first = server.PostAsync("/feed/postings", FeedServer.Line("P-1"));
        await isCalled.Task;
        var second = server.PostAsync("/feed/postings", FeedServer.Line("P-2"));
        while (!second.IsCompleted)
        {
            // The wait's timer is made when the request is at the gate; until then time passes to no effect. It passes in steps so small,
            // each beside a request, that the first sender's hour is far away.
            server.Time.Advance(TimeSpan.FromMilliseconds(2));
            (await server.Client.GetAsync("/nothing", TestContext.Current.CancellationToken)).Dispose();
        }

        var response = await second;
        await AssertProblemAsync(response, HttpStatusCode.TooManyRequests, "BUSY");
        Assert.NotNull(response.Headers.RetryAfter);
        stalled.SetResult();
        Assert.Equal(HttpStatusCode.OK, (await first).StatusCode);
    }

    [Fact]
    public async Task Reference_records_are_answered_with_their_ids()
    {
        await using var server = await FeedServer.StartAsync();
        var body = """
            {"type":"account","id":"A1","branch":"B1","kind":"personalSavings","currency":"CNY"}
            {"type":"account","id":"A2","branch":"B1","kind":"gold","currency":"CNY"}
            {"type":"branch","id":"B1","name":"First"}
            """;
        var answer = await FeedServer.ReadAsync(await server.PostAsync("/feed/reference", body));
        Assert.Equal((2, 1), (Number(answer, "accepted"), Number(answer, "rejected")));
        Assert.Equal(("A2", "KIND_UNKNOWN"),
            (Text(answer.GetProperty("rejections")[0], "id"), Text(answer.GetProperty("rejections")[0], "code")));
    }

    [Fact]
    public async Task A_large_body_over_a_real_connection_is_streamed()
    {
        const int count = 150_000;
        await using var server = await FeedServer.StartAsync(onPort: true);
        var body = string.Concat(Enumerable.Range(0, count).Select(i => FeedServer.Line($"P-{i}", $"A{i}") + "\n"));
        Assert.True(body.Length > 20_000_000);
        Assert.Equal(count, Number(await FeedServer.ReadAsync(await server.PostAsync("/feed/postings", body)), "accepted"));
    }

    [Fact]
    public async Task A_sender_that_hangs_up_in_the_middle_leaves_what_was_accepted()
    {
        await using var server = await FeedServer.StartAsync(onPort: true);
        var isApplied = new TaskCompletionSource();
        server.Bank.AfterCall = _ =>
        {
            isApplied.TrySetResult();
            return Task.CompletedTask;
        };
        using (var socket = new Socket(SocketType.Stream, ProtocolType.Tcp))
        {
            await socket.ConnectAsync(server.Address.Host, server.Address.Port, TestContext.Current.CancellationToken);
            const string head = "POST /feed/postings HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\n"
                + "Content-Length: 100000\r\n\r\n";
            await socket.SendAsync(Encoding.UTF8.GetBytes($"{head}{FeedServer.Line("P-1")}\n"), TestContext.Current.CancellationToken);
            await isApplied.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        }

        var again = await FeedServer.ReadAsync(await server.PostAsync("/feed/postings", FeedServer.Line("P-1")));
        Assert.Equal(1, Number(again, "duplicates"));
    }

    [Fact]
    public async Task A_day_is_closed_on_demand()
    {
        await using var server = await FeedServer.StartAsync();
        server.Days.Accounts.AddRange(["A1", "A2"]);
        var response = await server.Client.PostAsync(
            new Uri("/feed/days/2026-06-01/close", UriKind.Relative), null, TestContext.Current.CancellationToken);
        Assert.Equal(2, Number(await FeedServer.ReadAsync(response), "accounts"));
        Assert.Equal([new DateOnly(2026, 6, 1)], server.Bank.Ledger("A2").ClosedDays);
        var wrong = await server.Client.PostAsync(
            new Uri("/feed/days/tomorrow/close", UriKind.Relative), null, TestContext.Current.CancellationToken);
        await AssertProblemAsync(wrong, HttpStatusCode.BadRequest, "PARAMETER_INVALID");
    }

    internal static async Task<System.Text.Json.JsonElement> AssertProblemAsync(
        HttpResponseMessage response, HttpStatusCode status, string code)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        var problem = await FeedServer.ReadAsync(response);
        Assert.Equal((code, (long)status), (Text(problem, "code"), Number(problem, "status")));
        Assert.NotEmpty(Text(problem, "detail")!);
        return problem;
    }

    private static long Number(System.Text.Json.JsonElement element, string name) => element.GetProperty(name).GetInt64();

    private static string? Text(System.Text.Json.JsonElement element, string name) => element.GetProperty(name).GetString();

    private static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }
}
