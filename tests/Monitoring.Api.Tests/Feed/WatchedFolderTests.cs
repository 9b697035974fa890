using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Monitoring.Api.Feed;
using Monitoring.Grains.Journal;
using Monitoring.Silo.Feed;

namespace Monitoring.Api.Tests.Feed;

/// <summary>Files dropped into the watched folder.</summary>
public sealed class WatchedFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("monitoring-watch-").FullName;

    [Fact]
    public async Task A_file_is_taken_when_it_stands_still_and_then_renamed()
    {
        await using var server = await StartAsync();
        using var watched = Watch(server);
        Drop("p.ndjson", FeedServer.Line("P-1"));
        await watched.LookAsync(TestContext.Current.CancellationToken);
        Drop("p.ndjson", FeedServer.Line("P-1") + "\n" + FeedServer.Line("P-2"));
        await watched.LookAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, server.Bank.PostingsApplied);

        await watched.LookAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, server.Bank.PostingsApplied);
        Assert.Equal(["p.ndjson.done"], Names());
    }

    [Fact]
    public async Task Reference_data_goes_first_and_files_still_being_written_are_left_alone()
    {
        await using var server = await StartAsync();
        using var watched = Watch(server);
        var order = new List<string>();
        server.Bank.AfterCall = id =>
        {
            lock (order) order.Add(id);
            return Task.CompletedTask;
        };
        Drop("a-postings.ndjson", FeedServer.Line("P-1"));
        Drop("z-reference.ndjson", """{"type":"branch","id":"B1"}""");
        Drop("coming.part", FeedServer.Line("P-9"));
        Drop(".hidden", FeedServer.Line("P-9"));
        await LookTwiceAsync(watched);

        Assert.Equal(["B1", "A1"], order);
        Assert.Equal([".hidden", "a-postings.ndjson.done", "coming.part", "z-reference.ndjson.done"], Names());
    }

    [Fact]
    public async Task A_file_that_grows_while_it_is_taken_loses_no_line_and_an_empty_one_is_left_alone()
    {
        await using var server = await StartAsync();
        using var watched = Watch(server);
        Drop("empty.ndjson", "");
        Drop("p.ndjson", FeedServer.Line("P-1") + "\n");
        var isGrown = 0;
        server.Bank.AfterCall = _ =>
        {
            if (Interlocked.Exchange(ref isGrown, 1) == 0)
                File.AppendAllText(Path.Combine(_folder, "p.ndjson"), FeedServer.Line("P-2") + "\n");
            return Task.CompletedTask;
        };
        await LookTwiceAsync(watched);
        Assert.Equal(["empty.ndjson", "p.ndjson"], Names());

        await LookTwiceAsync(watched);
        Assert.Equal(["empty.ndjson", "p.ndjson.done"], Names());
        Assert.Equal(2, server.Bank.PostingsApplied);
    }

    [Fact]
    public async Task What_was_rejected_is_told_beside_the_file()
    {
        await using var server = await StartAsync();
        using var watched = Watch(server);
        Drop("p.ndjson", FeedServer.Line("P-1") + "\n" + FeedServer.Line("P-2", amount: 0));
        await LookTwiceAsync(watched);

        Assert.Equal(["p.ndjson.done", "p.ndjson.rejected"], Names());
        var report = Assert.Single(File.ReadAllLines(Path.Combine(_folder, "p.ndjson.rejected")));
        Assert.Contains("\"line\":2", report, StringComparison.Ordinal);
        Assert.Contains("AMOUNT_NOT_POSITIVE", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_dropped_again_counts_once_and_one_that_is_no_feed_is_put_aside()
    {
        await using var server = await StartAsync();
        using var watched = Watch(server);
        for (var i = 0; i < 2; i++)
        {
            Drop("p.ndjson", FeedServer.Line("P-1"));
            await LookTwiceAsync(watched);
        }

        Drop("holiday.txt", "see you");
        await LookTwiceAsync(watched);
        Assert.Equal(1, server.Bank.PostingsApplied);
        Assert.Equal(["holiday.txt.failed", "p.ndjson.done"], Names());
    }

    [Fact]
    public async Task A_file_that_cannot_be_taken_now_is_taken_later()
    {
        await using var server = await StartAsync();
        using var watched = Watch(server);
        var failures = 1;
        server.Bank.BeforeCall = _ => Interlocked.Decrement(ref failures) >= 0 ? throw new JournalUnavailableException("full")
            : Task.CompletedTask;
        Drop("p.ndjson", FeedServer.Line("P-1"));
        await LookTwiceAsync(watched);
        Assert.Equal(["p.ndjson"], Names());

        await watched.LookAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["p.ndjson.done"], Names());
        Assert.Equal(1, server.Bank.PostingsApplied);
    }

    [Fact]
    public async Task The_server_looks_by_itself_as_time_passes()
    {
        await using var server = await StartAsync(services => services.AddFeedEdges());
        var isTaken = new TaskCompletionSource();
        server.Bank.AfterCall = _ =>
        {
            isTaken.TrySetResult();
            return Task.CompletedTask;
        };
        Drop("p.ndjson", FeedServer.Line("P-1"));
        var limit = Task.Delay(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        while (!isTaken.Task.IsCompleted && !limit.IsCompleted)
        {
            server.Time.Advance(TimeSpan.FromSeconds(2));
            await Task.Yield();
        }

        Assert.True(isTaken.Task.IsCompleted);
        await server.Services.GetServices<IHostedService>().OfType<WatchedFolder>().Single()
            .StopAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<FeedServer> StartAsync(Action<IServiceCollection>? customize = null) =>
        FeedServer.StartAsync(customize: customize, settings: [("Feed:WatchFolder", _folder), ("Feed:Retries", "0")]);

    private static WatchedFolder Watch(FeedServer server) => new(
        server.Services.GetRequiredService<FeedIngest>(),
        server.Services.GetRequiredService<IOptions<FeedOptions>>(),
        server.Time,
        NullLogger<WatchedFolder>.Instance);

    private static async Task LookTwiceAsync(WatchedFolder watched)
    {
        for (var i = 0; i < 2; i++) await watched.LookAsync(TestContext.Current.CancellationToken);
    }

    private void Drop(string name, string content) => File.WriteAllText(Path.Combine(_folder, name), content);

    private string[] Names() => [.. Directory.GetFiles(_folder).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
}
