using Microsoft.Extensions.DependencyInjection;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;
using Monitoring.Contracts.Reference;
using Monitoring.Grains.Grain;
using Monitoring.Grains.Queries;
using Monitoring.Grains.Tests.Support;
using Monitoring.Silo.Hosting.Cluster;
using Monitoring.Silo.Stores;
using Monitoring.TestServers;

namespace Monitoring.Cluster.Tests;

/// <summary>
/// Two clusters that know nothing of each other over one database: each account lives twice at a time and for good, which between silos of
/// one cluster happens for moments.
/// </summary>
public sealed class SharedBooksTests : IAsyncDisposable
{
    private PostgresServer? _postgres;

    public async ValueTask DisposeAsync()
    {
        if (_postgres is not null) await _postgres.DisposeAsync();
    }

    [Fact]
    public async Task An_account_that_lives_twice_counts_each_posting_once()
    {
        var options = await StoreAsync();
        await using var one = await Bank.OpenAsync(options("one"));
        await using var other = await Bank.OpenAsync(options("other"));
        Bank[] both = [one, other];
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 400).Select(number =>
            both[number % 2].Account($"A{number % 5}").PostAsync([Postings.Of($"p{number}", $"A{number % 5}", 3)])));
        Assert.All(outcomes, static outcome => Assert.Equal(PostingVerdict.Accepted, outcome[0].Verdict));
        var again = await Task.WhenAll(Enumerable.Range(0, 400).Select(number =>
            both[(number + 1) % 2].Account($"A{number % 5}").PostAsync([Postings.Of($"p{number}", $"A{number % 5}", 3)])));
        Assert.All(again, static outcome => Assert.Equal(PostingVerdict.Duplicate, outcome[0].Verdict));
        foreach (var bank in both)
        {
            var rows = await bank.Reader.GetLedgersAsync([.. Enumerable.Range(0, 5).Select(static account => $"A{account}")], CancellationToken.None);
            Assert.All(rows, static row => Assert.Equal((240, 80), (row!.Balance, row.PostingCount)));
            var totals = await bank.Reader.GetBranchTotalsAsync(null, new DateOnly(2026, 3, 2), CancellationToken.None);
            Assert.Equal(((Int128)1_200, 5L), (Assert.Single(totals).Balance, totals[0].Accounts));
        }

        // Whoever writes next finds out that it was overtaken, and goes on from what is committed.
        foreach (var bank in both)
        {
            var last = await bank.Account("A0").PostAsync([Postings.Of($"last of {Array.IndexOf(both, bank)}", "A0", 10)]);
            Assert.Equal(240 + (10 * (Array.IndexOf(both, bank) + 1)), last[0].Balance);
        }
    }

    [Fact]
    public async Task Alerts_of_two_writers_stand_in_one_order_without_a_gap_and_reach_whoever_follows_the_journal()
    {
        var options = await StoreAsync();
        await using var one = await Bank.OpenAsync(options("one"));
        await using var other = await Bank.OpenAsync(options("other"));
        Bank[] both = [one, other];
        await Task.WhenAll(Enumerable.Range(0, 60).Select(number =>
            both[number % 2].Account($"A{number}").PostAsync([Postings.Of($"p{number}", $"A{number}", -5)])));
        var changes = await one.Alerts.ListEventsAsync(0, 1_000, CancellationToken.None);
        Assert.Equal(Enumerable.Range(1, changes.Count).Select(static cursor => (long)cursor), changes.Select(static change => change.Cursor));
        Assert.Equal(60, changes.Select(static change => change.Alert.Account).Distinct().Count());
        Assert.Equal(changes.Select(static change => change.Alert.Id), (await other.Alerts.ListEventsAsync(0, 1_000, CancellationToken.None)).Select(static change => change.Alert.Id));
    }

    [Fact]
    public async Task Two_branches_never_become_each_others_parents_whoever_declares_them()
    {
        var options = await StoreAsync();
        await using var one = await Bank.OpenAsync(options("one"), services => Share(services));
        await using var other = await Bank.OpenAsync(options("other"), services => Share(services));
        for (var round = 0; round < 10; round++)
        {
            var (east, west) = ($"E{round}", $"W{round}");
            await one.Grains.GetGrain<IBranchGrain>(east).DeclareAsync(new BranchReference { Id = east, Name = east });
            await one.Grains.GetGrain<IBranchGrain>(west).DeclareAsync(new BranchReference { Id = west, Name = west });
            var declared = await Task.WhenAll(
                one.Grains.GetGrain<IBranchGrain>(east).DeclareAsync(new BranchReference { Id = east, Name = east, Parent = west }),
                other.Grains.GetGrain<IBranchGrain>(west).DeclareAsync(new BranchReference { Id = west, Name = west, Parent = east }));
            Assert.Equal(FeedCodes.BranchCircular, Assert.Single(declared, static outcome => outcome.IsRejected).Code);
        }
    }

    [Fact]
    public async Task The_clock_runs_in_one_process_until_that_one_is_gone()
    {
        var connection = (await StoreAsync())("clock").ConnectionString;
        await using var database = new ClusterDatabase(new ClusterSettings { ConnectionString = connection });
        await database.PrepareAsync(CancellationToken.None);
        await database.PrepareAsync(CancellationToken.None);
        await using var other = new PostgresClockLease(database);
        await using (var first = new PostgresClockLease(database))
        {
            Assert.True(await first.TakeAsync(CancellationToken.None));
            Assert.True(await first.TakeAsync(CancellationToken.None));
            Assert.False(await other.TakeAsync(CancellationToken.None));
        }

        Assert.True(await other.TakeAsync(CancellationToken.None));
    }

    private void Share(IServiceCollection services)
    {
        var database = new ClusterDatabase(new ClusterSettings { ConnectionString = _postgres!.ConnectionString("books") });
        services.AddSingleton(database);
        services.AddSingleton<IBranchTreeGate, PostgresTreeGate>();
    }

    /// <summary>Stores of several processes on one new database.</summary>
    private async Task<Func<string, StoreOptions>> StoreAsync()
    {
        Assert.SkipWhen(PostgresServer.WhyNot is not null, PostgresServer.WhyNot ?? "");
        _postgres = await PostgresServer.StartAsync();
        var connection = await _postgres.CreateDatabaseAsync("books");
        return process => new StoreOptions
        {
            Kind = StoreKind.Postgres,
            ConnectionString = connection,
            DataDirectory = Path.Combine(_postgres.Folder, process),
        };
    }
}
