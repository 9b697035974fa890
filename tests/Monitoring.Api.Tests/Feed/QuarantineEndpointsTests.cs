using System.Net;
using Monitoring.Silo.Feed;

namespace Monitoring.Api.Tests.Feed;

/// <summary>Rejected lines over HTTP.</summary>
public sealed class QuarantineEndpointsTests
{
    [Fact]
    public async Task Rejected_lines_are_listed_page_by_page()
    {
        await using var server = await FeedServer.StartAsync();
        await server.PostAsync(
            "/feed/postings", string.Join('\n', Enumerable.Range(1, 5).Select(i => FeedServer.Line($"P-{i}", amount: -i))));

        var first = await GetAsync(server, "/feed/quarantine?first=3");
        Assert.Equal(["P-1", "P-2", "P-3"], first.GetProperty("entries").EnumerateArray()
            .Select(entry => entry.GetProperty("recordId").GetString()));
        var rest = await GetAsync(server, $"/feed/quarantine?after={first.GetProperty("next").GetInt64()}&state=open");
        Assert.Equal([4L, 5L], rest.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("id").GetInt64()));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, rest.GetProperty("next").ValueKind);
        Assert.Equal(FeedServer.Line("P-4", amount: -4), rest.GetProperty("entries")[0].GetProperty("body").GetString());
        Assert.Empty((await GetAsync(server, "/feed/quarantine?state=resubmitted")).GetProperty("entries").EnumerateArray());
        var wrong = await server.Client.GetAsync(
            new Uri("/feed/quarantine?first=0", UriKind.Relative), TestContext.Current.CancellationToken);
        await FeedEndpointsTests.AssertProblemAsync(wrong, HttpStatusCode.BadRequest, "PARAMETER_INVALID");
    }

    [Fact]
    public async Task A_mended_line_is_taken_and_counts_once()
    {
        await using var server = await FeedServer.StartAsync();
        await server.PostAsync("/feed/postings", FeedServer.Line("P-1", amount: 0));

        var asItWas = await server.PostAsync("/feed/quarantine/1/resubmit", "");
        Assert.Equal(1, (await FeedServer.ReadAsync(asItWas)).GetProperty("rejected").GetInt64());
        Assert.Equal("open", (await GetAsync(server, "/feed/quarantine/1")).GetProperty("state").GetString());

        var mended = await server.PostAsync("/feed/quarantine/1/resubmit", $"[{FeedServer.Line("P-1")}]", MediaTypes.Json);
        Assert.Equal(1, (await FeedServer.ReadAsync(mended)).GetProperty("accepted").GetInt64());
        Assert.Equal("resubmitted", (await GetAsync(server, "/feed/quarantine/1")).GetProperty("state").GetString());

        var again = await server.PostAsync("/feed/quarantine/1/resubmit", FeedServer.Line("P-1"));
        Assert.Equal(1, (await FeedServer.ReadAsync(again)).GetProperty("duplicates").GetInt64());
        Assert.Equal(1, server.Bank.PostingsApplied);
        Assert.Single(server.Quarantine.Entries);
    }

    [Fact]
    public async Task What_cannot_be_sent_again_is_refused()
    {
        await using var server = await FeedServer.StartAsync(settings: ("Feed:MaxLineBytes", "1024"));
        await server.PostAsync("/feed/postings", new string('x', 4_000));
        await FeedEndpointsTests.AssertProblemAsync(
            await server.PostAsync("/feed/quarantine/1/resubmit", ""), HttpStatusCode.Conflict, "QUARANTINE_CUT");
        await FeedEndpointsTests.AssertProblemAsync(
            await server.PostAsync("/feed/quarantine/2/resubmit", ""), HttpStatusCode.NotFound, "QUARANTINE_UNKNOWN");
        await FeedEndpointsTests.AssertProblemAsync(
            await server.PostAsync("/feed/quarantine/1/resubmit", "x", "text/html"), HttpStatusCode.UnsupportedMediaType,
                "MEDIA_TYPE_UNKNOWN");
    }

    [Fact]
    public async Task A_kept_body_is_given_back_byte_for_byte()
    {
        await using var server = await FeedServer.StartAsync();
        byte[] line = [(byte)'{', 0xFF, 0x00, (byte)'<', (byte)'b', (byte)'>'];
        await server.PostAsync("/feed/postings", line);
        var response = await server.Client.GetAsync(
            new Uri("/feed/quarantine/1/body", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(line, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(MediaTypes.NdJson, response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
    }

    private static async Task<System.Text.Json.JsonElement> GetAsync(FeedServer server, string path) =>
        await FeedServer.ReadAsync(await server.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken));
}
