using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Tests.Support;
using Monitoring.Silo.Feed.Dispatch;
using Monitoring.Silo.Hosting.Cluster;
using Monitoring.Silo.Stores;
using Monitoring.TestServers;

namespace Monitoring.Cluster.Tests;

/// <summary>What callers in other processes learn when a silo has no database for a while.</summary>
public sealed class StoreLossTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task Whoever_calls_learns_that_the_failure_passes_and_after_it_postings_are_taken_again()
    {
        Assert.SkipWhen(PostgresServer.WhyNot is not null, PostgresServer.WhyNot ?? "");
        await using var postgres = await PostgresServer.StartAsync(cancellation: TestContext.Current.CancellationToken);
        var connection = await postgres.CreateDatabaseAsync(cancellation: TestContext.Current.CancellationToken);
        await using var bank = await Bank.OpenAsync(new StoreOptions
        {
            Kind = StoreKind.Postgres,
            ConnectionString = connection,
            DataDirectory = Path.Combine(postgres.Folder, "store"),
        });
        await bank.Account("KNOWN").PostAsync([Postings.Of("p1", "KNOWN", 3)]);
        await postgres.KillAsync();
        foreach (var account in (string[])["KNOWN", "NEW"])
        {
            var failure = await Assert.ThrowsAnyAsync<Exception>(() => bank.Account(account).PostAsync([Postings.Of("p2" + account, account, 4)]));
            Assert.True(GrainCalls.IsPassing(failure), failure.ToString());
        }

        await postgres.RestartAsync(TestContext.Current.CancellationToken);
        Assert.Equal(7, (await PostAsync(bank, "KNOWN")).Balance);
        Assert.Equal(4, (await PostAsync(bank, "NEW")).Balance);
    }

    [Fact]
    public async Task A_lock_whose_connection_broke_is_given_back_and_taken_again()
    {
        Assert.SkipWhen(PostgresServer.WhyNot is not null, PostgresServer.WhyNot ?? "");
        await using var postgres = await PostgresServer.StartAsync(cancellation: TestContext.Current.CancellationToken);
        await using var database = new ClusterDatabase(new ClusterSettings { ConnectionString = postgres.ConnectionString() });
        await using var lease = new PostgresClockLease(database);
        using var gate = new PostgresTreeGate(database);
        Assert.True(await lease.TakeAsync(TestContext.Current.CancellationToken));
        var inside = await gate.EnterAsync();
        await postgres.ExecuteAsync(
            "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'",
            TestContext.Current.CancellationToken);
        await inside.DisposeAsync();
        await Assert.ThrowsAnyAsync<Npgsql.NpgsqlException>(async () => await lease.TakeAsync(TestContext.Current.CancellationToken));
        Assert.True(await lease.TakeAsync(TestContext.Current.CancellationToken));
        await using (await gate.EnterAsync())
        {
            // Whoever was inside before is not any more.
        }
    }

    /// <summary>Sends until it is taken, as a sender does.</summary>
    private static async Task<PostingOutcome> PostAsync(Bank bank, string account)
    {
        while (true)
        {
            try
            {
                var outcome = (await bank.Account(account).PostAsync([Postings.Of("p2" + account, account, 4)]))[0];
                Assert.NotEqual(PostingVerdict.Rejected, outcome.Verdict);
                return outcome;
            }
            catch (Exception exception) when (GrainCalls.IsPassing(exception))
            {
                await Task.Delay(Pause, TestContext.Current.CancellationToken);
            }
        }
    }
}
