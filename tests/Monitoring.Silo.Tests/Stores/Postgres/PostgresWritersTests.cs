using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Journal;
using Monitoring.Silo.Journal;
using Monitoring.Silo.Stores;
using Monitoring.Silo.Stores.Verify;
using Npgsql;

namespace Monitoring.Silo.Tests.Stores.Postgres;

/// <summary>Several processes write the same database: what one of them knows alone is no fence.</summary>
public sealed class PostgresWritersTests : IDisposable
{
    private readonly PostgresTestStore _database = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Of_two_processes_that_go_on_with_the_same_grain_one_is_refused()
    {
        using var first = _database.Open();
        using var second = _database.Open();
        var grain = await new TestGrain("A").OpenAsync(first.Writer);
        for (var round = 0; round < 20; round++)
        {
            var mine = new TestGrain("A") { Head = grain.Head };
            var theirs = new TestGrain("A") { Head = grain.Head };
            var results = await Task.WhenAll(
                mine.ApplyAsync(first.Writer, mine.Posting("M" + round, 1)),
                theirs.ApplyAsync(second.Writer, theirs.Posting("T" + round, 1)));
            Assert.Single(results, result => result.Status == CommitStatus.Committed);
            Assert.Single(results, result => result.Status == CommitStatus.Conflict);
            grain.Head = results.Single(result => result.Status == CommitStatus.Committed).Head;
        }

        Assert.Equal(21, (await first.Reader.LoadAsync(GrainKind.Account, "A", 0)).Head.Sequence);
        Assert.Equal(21, (await second.Reader.LoadAsync(GrainKind.Account, "A", 0)).Head.Sequence);
    }

    [Fact]
    public async Task A_posting_id_and_an_account_id_are_taken_once_among_all_processes()
    {
        using var first = _database.Open();
        using var second = _database.Open();
        for (var round = 0; round < 20; round++)
        {
            var id = "P" + round;
            var left = await new TestGrain("A" + round).OpenAsync(first.Writer);
            var right = await new TestGrain("B" + round).OpenAsync(second.Writer);
            var results = await Task.WhenAll(
                left.ApplyAsync(first.Writer, left.Posting(id, 1)), right.ApplyAsync(second.Writer, right.Posting(id, 1)),
                new TestGrain("N" + round).ApplyAsync(first.Writer, new TestGrain("N" + round).Opening()),
                new TestGrain("N" + round).ApplyAsync(second.Writer, new TestGrain("N" + round).Opening()));
            Assert.Single(results[..2], result => result.Status == CommitStatus.Committed);
            Assert.Single(results[2..], result => result.Status == CommitStatus.Committed);
        }

        Assert.Empty((await new StoreVerifier(first.Pool).VerifyAsync(Cancellation)).Findings);
    }

    [Fact]
    public async Task A_cursor_that_is_visible_never_gets_a_predecessor_although_another_process_began_before()
    {
        using var hold = new HoldBeforeCommit();
        using var slow = _database.Open(hold);
        using var quick = _database.Open();
        var early = await new TestGrain("A").OpenAsync(quick.Writer);
        var late = await new TestGrain("B").OpenAsync(quick.Writer);
        hold.IsHolding = true;
        var held = slow.Writer.CommitAsync(Raise(early)).AsTask();
        await hold.Reached.Task.WaitAsync(Cancellation);

        var waiting = quick.Writer.CommitAsync(Raise(late)).AsTask();
        await UntilAWriterWaitsAsync();
        Assert.False(waiting.IsCompleted);
        Assert.Empty(await quick.Alerts.ListEventsAsync(0, 10, Cancellation));
        hold.Release();
        Assert.Equal(CommitStatus.Committed, (await held).Status);
        Assert.Equal(CommitStatus.Committed, (await waiting).Status);

        var events = await quick.Alerts.ListEventsAsync(0, 10, Cancellation);
        Assert.Equal(["A", "B"], events.Select(row => row.Alert.Account));
        Assert.Equal([1L, 2L], events.Select(row => row.Cursor));
    }

    [Fact]
    public async Task Many_grains_of_several_processes_leave_books_without_gaps_across_partitions()
    {
        using (var first = _database.Open(null, Small))
        using (var second = _database.Open(null, Small))
        {
            await Task.WhenAll(
                Enumerable.Range(0, 40).Select(i => Task.Run(() => LiveAsync(i % 2 == 0 ? first : second, i), Cancellation)));
        }

        using var store = _database.Open();
        var report = await new StoreVerifier(store.Pool).VerifyAsync(Cancellation);
        Assert.Empty(report.Findings);
        Assert.Equal(400, report.Postings);
        Assert.Equal(440L, await ScalarAsync("select next_position - 1 from store_state"));
        Assert.Equal(440L, await ScalarAsync("select max(position) from journal"));
        Assert.InRange(await ScalarAsync("select count(*) from journal_part"), 5, 10);
        Assert.Equal(11, (await store.Reader.LoadAsync(GrainKind.Account, "A7", 0)).Tail.Count);
    }

    [Fact]
    public async Task A_group_that_opens_a_partition_and_drops_a_conflict_opens_it_again_for_the_rest()
    {
        using var gate = new WriteGate();
        using var store = _database.Open(gate, options => options.PartitionEntries = 4);
        var first = await new TestGrain("A").OpenAsync(store.Writer);
        var second = await new TestGrain("B").OpenAsync(store.Writer);
        await first.PostAsync(store.Writer, "P1", 1);

        var results = await gate.InOneGroupAsync(
            store,
            [
                () => first.ApplyAsync(store.Writer, first.Postings(("P2", 1, default, null), ("P3", 1, default, null))),
                () => second.ApplyAsync(store.Writer, second.Postings(("P1", 1, default, null), ("P4", 1, default, null))),
            ],
            attempts: 2);
        gate.Open();

        Assert.Equal([CommitStatus.Committed, CommitStatus.Conflict], results.Select(result => result.Status));
        Assert.Equal(5L, await ScalarAsync("select max(position) from journal"));
        Assert.Equal(2L, await ScalarAsync("select count(*) from journal_part"));
    }

    private static GrainCommit Raise(TestGrain grain) =>
        AlertSamples.Commit(grain, (AlertSamples.Raised(grain.Id, AlertRule.Model), AlertChangeKind.Raised));

    private static void Small(StoreOptions options) => options.PartitionEntries = 64;

    private static async Task LiveAsync(Store store, int number)
    {
        var grain = await new TestGrain("A" + number).OpenAsync(store.Writer);
        for (var i = 0; i < 10; i++) await grain.PostAsync(store.Writer, TestGrain.PostingId((number * 100) + i), 1);
    }

    private async Task<long> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_database.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(Cancellation), System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task UntilAWriterWaitsAsync()
    {
        const string waiting = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
        while (await ScalarAsync(waiting) == 0) Cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Holds a writer when all is written and nothing is committed.</summary>
    private sealed class HoldBeforeCommit : IStoreFaults, IDisposable
    {
        private readonly ManualResetEventSlim _released = new();

        public bool IsHolding { get; set; }

        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release() => _released.Set();

        public void Dispose()
        {
            Release();
            _released.Dispose();
        }

        public void BeforeWrite(int commits)
        {
        }

        public void BeforeCommit()
        {
            if (!IsHolding) return;
            Reached.TrySetResult();
            _released.Wait();
        }

        public void AfterCommit()
        {
        }

        public void BeforeVerify()
        {
        }
    }
}
