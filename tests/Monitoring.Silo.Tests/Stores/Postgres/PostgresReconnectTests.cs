using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Journal;
using Monitoring.Silo.Stores;
using Monitoring.Silo.Stores.Verify;
using Monitoring.TestServers;
using Npgsql;

namespace Monitoring.Silo.Tests.Stores.Postgres;

/// <summary>The server goes away and comes back; the process goes on.</summary>
public sealed class PostgresReconnectTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_the_server_is_away_callers_are_told_and_when_it_is_back_all_goes_on()
    {
        Assert.SkipWhen(PostgresServer.WhyNot is not null, PostgresServer.WhyNot ?? "");
        await using var server = await PostgresServer.StartAsync(cancellation: Cancellation);
        using var database = new PostgresTestStore(server);
        using var store = database.Open();
        var grain = await new TestGrain("A").OpenAsync(store.Writer);
        await grain.PostAsync(store.Writer, "P0", 1);
        await store.Bank.GetLedgersAsync(["A"], Cancellation);

        for (var round = 1; round <= 2; round++)
        {
            await server.KillAsync();
            var lost = new TestGrain("A") { Head = grain.Head };
            Assert.NotEqual(CommitStatus.Committed, (await store.Writer.CommitAsync(lost.Posting("L" + round, 1))).Status);
            await Assert.ThrowsAsync<JournalUnavailableException>(async () => await store.Reader.LoadAsync(GrainKind.Account, "A", 0));
            await Assert.ThrowsAsync<JournalUnavailableException>(async () => await store.Bank.GetLedgersAsync(["A"], Cancellation));
            Assert.False(await new StoreHealth(store).ProbeAsync(Cancellation));
            Assert.NotNull(store.Writer.Problem);

            await server.RestartAsync(Cancellation);
            Assert.True(await UntilAsync(() => new StoreHealth(store).ProbeAsync(Cancellation).AsTask()));
            Assert.Equal(grain.Head.Sequence, (await store.Reader.LoadAsync(GrainKind.Account, "A", 0)).Head.Sequence);
            await grain.PostAsync(store.Writer, "P" + round, 1);
            Assert.Equal(round + 1, (await store.Bank.GetLedgersAsync(["A"], Cancellation))[0]!.PostingCount);
        }

        Assert.Empty((await new StoreVerifier(store.Pool).VerifyAsync(Cancellation)).Findings);
    }

    [Fact]
    public async Task Connections_that_were_lost_while_nothing_went_on_are_replaced_and_nobody_is_told()
    {
        Assert.SkipWhen(PostgresServer.WhyNot is not null, PostgresServer.WhyNot ?? "");
        using var database = new PostgresTestStore();
        using var store = database.Open();
        var grain = await new TestGrain("A").OpenAsync(store.Writer);
        await store.Reader.LoadAsync(GrainKind.Account, "A", 0);
        await store.Bank.GetLedgersAsync(["A"], Cancellation);
        for (var round = 1; round <= 2; round++)
        {
            Assert.True(await EndConnectionsAsync(database.ConnectionString) > 2);
            Assert.Equal(round - 1, (await store.Bank.GetLedgersAsync(["A"], Cancellation))[0]!.PostingCount);
            Assert.Equal(grain.Head.Sequence, (await store.Reader.LoadAsync(GrainKind.Account, "A", 0)).Head.Sequence);
            await grain.PostAsync(store.Writer, "P" + round, 1);
            Assert.Null(store.Writer.Problem);
        }
    }

    /// <summary>Ends every other connection to a database.</summary>
    private static async Task<long> EndConnectionsAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(
            "select count(pg_terminate_backend(pid, 30000)) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
            connection);
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    private static async Task<bool> UntilAsync(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!limit.IsCancellationRequested)
        {
            if (await holds()) return true;
            await Task.Yield();
        }

        return false;
    }
}
