using System.Text.Json;
using Monitoring.EndToEnd.Support;

namespace Monitoring.EndToEnd;

/// <summary>The main job on data that independent people made, in real processes.</summary>
public sealed class AmlSimTests
{
    private static readonly TimeSpan ImportTimeout = TimeSpan.FromMinutes(8);

    [Fact]
    public async Task Every_balance_is_exact_and_the_same_file_again_changes_nothing()
    {
        Assert.SkipUnless(AmlSim.IsHere, "The shared data set is not beside the checkout.");
        using var folder = new TemporaryFolder();
        await ImportAsync(folder.Path, AmlSim.ReferenceFile, expectedCode: 0);
        var first = await ImportAsync(folder.Path, AmlSim.PostingsFile, expectedCode: 0);
        Assert.Contains($"{AmlSim.Postings}", first.Replace(",", "", StringComparison.Ordinal), StringComparison.Ordinal);

        await using var server = await Server.StartAsync(folder.Path);
        var books = await Books.ReadAsync(server);
        Assert.Equal(AmlSim.ExpectedBalances(), books.Balances);
        Assert.Equal(AmlSim.Total, books.Balances.Values.Sum());
        Assert.Equal(AmlSim.Total, books.BranchTotal);
        Assert.Equal(AmlSim.Overdrawn, books.Alerts.Count(static alert => alert.StartsWith("OVERDRAWN", StringComparison.Ordinal)));

        var again = await server.SendAsync("/feed/postings", AmlSim.AllPostings());
        Assert.Equal(0, again.GetProperty("accepted").GetInt32());
        Assert.Equal(AmlSim.Postings, again.GetProperty("duplicates").GetInt32());
        var same = await Books.ReadAsync(server);
        Assert.Equal(books.Balances, same.Balances);
        Assert.Equal(books.Alerts, same.Alerts);
    }

    [Fact]
    public async Task A_kill_in_the_middle_and_the_whole_file_again_give_the_same_end()
    {
        Assert.SkipUnless(AmlSim.IsHere, "The shared data set is not beside the checkout.");
        using var whole = new TemporaryFolder();
        using var killed = new TemporaryFolder();
        var postings = AmlSim.AllPostings().AsMemory();
        postings = postings[..EndOfLine(postings.Span, postings.Length / 8)];
        var undisturbed = await FeedAsync(whole.Path, postings);

        await using (var server = await Server.StartAsync(killed.Path))
        {
            await server.SendAsync("/feed/reference", AmlSim.Reference());
            var part = postings[..EndOfLine(postings.Span, postings.Length / 3)];
            await server.SendAsync("/feed/postings", part);
            var rest = server.SendAsync("/feed/postings", postings);
            await ProgressAsync(server, beyond: Lines(part.Span) + 500);
            await server.KillAsync();
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => rest);
        }

        var resumed = await FeedAsync(killed.Path, postings);
        Assert.Equal(undisturbed.Balances, resumed.Balances);
        Assert.Equal(undisturbed.Alerts, resumed.Alerts);
        Assert.Equal(undisturbed.BranchTotal, resumed.BranchTotal);
    }

    private static async Task<Books> FeedAsync(string folder, ReadOnlyMemory<byte> postings)
    {
        await using var server = await Server.StartAsync(folder);
        await server.SendAsync("/feed/reference", AmlSim.Reference());
        var answer = await server.SendAsync("/feed/postings", postings);
        Assert.Equal(0, answer.GetProperty("rejected").GetInt32());
        Assert.Equal(Lines(postings.Span), answer.GetProperty("accepted").GetInt32() + answer.GetProperty("duplicates").GetInt32());
        return await Books.ReadAsync(server);
    }

    private static async Task ProgressAsync(Server server, long beyond)
    {
        JsonElement data;
        do
        {
            data = await server.QueryAsync("{ system { postingsAccepted } }");
        }
        while (data.GetProperty("system").GetProperty("postingsAccepted").GetInt64() < beyond);
    }

    private static async Task<string> ImportAsync(string folder, string file, int expectedCode)
    {
        await using var run = ProcessRun.Start("dotnet", [Product.Api, "import", file, "--data", folder]);
        var code = await run.ExitAsync(ImportTimeout);
        Assert.True(code == expectedCode, $"import ended with {code}:\n{run.Output}");
        return run.Output;
    }

    private static int EndOfLine(ReadOnlySpan<byte> text, int from) => from + text[from..].IndexOf((byte)'\n') + 1;

    private static int Lines(ReadOnlySpan<byte> text) => text.Count((byte)'\n');
}
