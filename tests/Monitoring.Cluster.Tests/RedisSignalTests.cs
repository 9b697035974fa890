using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Monitoring.Contracts.Feed;
using Monitoring.Grains.Queries;
using Monitoring.Grains.Tests.Support;
using Monitoring.Silo.Hosting.Cluster;
using Monitoring.Silo.Journal;
using Monitoring.Silo.Stores;
using Monitoring.TestServers;
using StackExchange.Redis;

namespace Monitoring.Cluster.Tests;

/// <summary>Who watches in one process hears of another's alerts by a signal, and without signals by looking.</summary>
public sealed class RedisSignalTests : IDisposable
{
    /// <summary>Nothing that is waited for takes seconds; what takes so long never comes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public RedisSignalTests() => _limit.CancelAfter(Patience);

    private CancellationToken Cancellation => _limit.Token;

    public void Dispose() => _limit.Dispose();

    [Fact]
    public async Task A_watcher_hears_by_the_signal_and_while_Redis_is_away_by_its_own_look()
    {
        Assert.SkipWhen(PostgresServer.WhyNot is not null, PostgresServer.WhyNot ?? "");
        Assert.SkipWhen(RedisServer.WhyNot is not null, RedisServer.WhyNot ?? "");
        await using var redis = await RedisServer.StartAsync(cancellation: Cancellation);
        await using var postgres = await PostgresServer.StartAsync(cancellation: Cancellation);
        var store = new StoreOptions
        {
            Kind = StoreKind.Postgres,
            ConnectionString = await postgres.CreateDatabaseAsync("books", Cancellation),
            DataDirectory = postgres.Folder,
        };
        await using var writer = await Bank.OpenAsync(store);
        // Time stands still: no look of the watcher's own comes.
        var time = new FakeTimeProvider();
        var settings = new ClusterSettings { Redis = redis.Address };
        await using var sends = new RedisSignal(settings, TimeProvider.System, NullLogger<RedisSignal>.Instance);
        await using var hears = new RedisSignal(settings, time, NullLogger<RedisSignal>.Instance);
        using var feed = new FollowedAlertFeed(
            writer.Alerts, writer.Reader, hears, 100, TimeSpan.FromMilliseconds(500), time, NullLogger<FollowedAlertFeed>.Instance);
        await feed.StartAsync(Cancellation);
        await UntilSubscribedAsync(redis);
        await using var watching = feed.WatchAsync(0, Cancellation).GetAsyncEnumerator(Cancellation);

        await RaiseAsync(writer, "A1");
        var next = watching.MoveNextAsync().AsTask();
        // Not heard until it is connected.
        while (!next.IsCompleted)
        {
            Cancellation.ThrowIfCancellationRequested();
            sends.Send(1);
            await Task.Yield();
        }

        Assert.True(await next);
        Assert.Equal("A1", watching.Current.Alert.Account);

        await redis.KillAsync();
        await RaiseAsync(writer, "A2");
        sends.Send(2);
        next = watching.MoveNextAsync().AsTask();
        while (!next.IsCompleted)
        {
            Cancellation.ThrowIfCancellationRequested();
            time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Yield();
        }

        Assert.True(await next);
        Assert.Equal("A2", watching.Current.Alert.Account);
        await feed.StopAsync(Cancellation);
    }

    [Theory]
    [InlineData("redis:6379", true)]
    [InlineData("10.0.0.7:6379,10.0.0.8:6379,ssl=true,password=a=b", true)]
    [InlineData("redis:port", false)]
    [InlineData("redis:6379,sssl=true", false)]
    [InlineData("redis:6379,connectTimeout=soon", false)]
    [InlineData("abortConnect=false", false)]
    public void An_address_that_cannot_be_read_is_refused_at_the_start_without_telling_its_secrets(string address, bool isSound)
    {
        var problems = new ClusterSettings { Redis = address }.Problems().ToArray();
        if (isSound) Assert.Empty(problems);
        else Assert.DoesNotContain(address, Assert.Single(problems, static problem => problem.StartsWith("Cluster:Redis ", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    /// <summary>By then the feed has looked for the first time, and only a signal or its clock makes it look again.</summary>
    private async Task UntilSubscribedAsync(RedisServer redis)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis.Address);
        while ((long)(await connection.GetDatabase().ExecuteAsync("PUBSUB", "NUMSUB", "monitoring:alerts"))[1] == 0)
        {
            Cancellation.ThrowIfCancellationRequested();
        }
    }

    private static async Task RaiseAsync(Bank bank, string account) =>
        Assert.Equal(PostingVerdict.Accepted, (await bank.Account(account).PostAsync([Postings.Of("p " + account, account, -5)]))[0].Verdict);
}
