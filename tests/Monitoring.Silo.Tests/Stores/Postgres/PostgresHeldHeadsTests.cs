using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Journal;
using Monitoring.Grains.Queries;
using Monitoring.Silo.Stores;
using Monitoring.Silo.Stores.Verify;
using Npgsql;

namespace Monitoring.Silo.Tests.Stores.Postgres;

/// <summary>
/// Heads that a process holds back are told as of the latest all the time: by itself, by other processes, after a crash.
/// </summary>
public sealed class PostgresHeldHeadsTests : IDisposable
{
    /// <summary>More than are written with their own group.</summary>
    private const int GrainCount = 600;

    private readonly PostgresTestStore _database = new();
    private readonly WriteGate _gate = new();
    private readonly List<TestGrain> _grains = [.. Enumerable.Range(0, GrainCount).Select(i => new TestGrain("A" + i))];
    private Store _store;

    public PostgresHeldHeadsTests() => _store = _database.Open(_gate);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _gate.Dispose();
        _store.Dispose();
        _database.Dispose();
    }

    [Fact]
    public async Task Under_load_heads_stay_in_memory_and_every_read_tells_the_latest_commit()
    {
        await OpenAllAsync();
        await PostAllAsync("first", TimeSpan.Zero);
        Assert.Equal(GrainCount, _store.Lag);
        Assert.Equal(0L, await ScalarAsync("select coalesce(sum(balance), 0)::bigint from grain_head"));
        await AssertAllAsync(_store, postings: 1);
        await PostAllAsync("second", TimeSpan.Zero);
        Assert.Equal(GrainCount, _store.Lag);
        await AssertAllAsync(_store, postings: 2);
        Release();
        var filter = new LedgerFilter { Grain = GrainKind.Account, MinBalance = 22, MaxBalance = 40 };
        Assert.Equal(10, await _store.Bank.CountLedgersAsync(filter, Cancellation));
        Assert.Equal(0, _store.Lag);
        await AssertAllAsync(_store, postings: 2);
    }

    [Fact]
    public async Task A_process_that_starts_after_a_crash_finds_them_in_the_journal()
    {
        await OpenAllAsync();
        await PostAllAsync("first", TimeSpan.FromHours(2));
        await PostAllAsync("late", TimeSpan.FromHours(1));
        using var after = _database.Open();
        await AssertAllAsync(after, postings: 2);
        Assert.Equal(1L, await ScalarAsync("select count(*) from store_state where heads_with is null"));
        Assert.Equal(8, await after.Bank.GetBalanceAtAsync("A7", TestGrain.Start.AddHours(1.5), Cancellation));
        Assert.Empty((await new StoreVerifier(after.Pool).VerifyAsync(Cancellation)).Findings);
        foreach (var grain in _grains.Take(20)) await grain.PostAsync(after.Writer, "after " + grain.Id, 1, TimeSpan.FromHours(1));
        Assert.Empty((await new StoreVerifier(after.Pool).VerifyAsync(Cancellation)).Findings);
    }

    [Fact]
    public async Task A_process_that_only_reads_sees_what_another_holds_back()
    {
        using var reader = _database.Open();
        await OpenAllAsync();
        await PostAllAsync("first", TimeSpan.Zero);
        await AssertLoadsAsync(reader);
        await PostAllAsync("second", TimeSpan.Zero);
        await AssertAllAsync(reader, postings: 2);
        await PostAllAsync("third", TimeSpan.Zero);
        var filter = new LedgerFilter { Grain = GrainKind.Account, MinBalance = 33, MaxBalance = 60 };
        Assert.Equal(10, await reader.Bank.CountLedgersAsync(filter, Cancellation));
        Assert.Empty((await new StoreVerifier(reader.Pool).VerifyAsync(Cancellation)).Findings);
    }

    [Fact]
    public async Task Of_two_processes_neither_goes_on_from_a_head_that_the_other_has_passed()
    {
        using var other = _database.Open();
        await OpenAllAsync();
        await PostAllAsync("first", TimeSpan.Zero);
        var stale = _grains[0].Head;
        foreach (var grain in _grains.Take(50)) await grain.PostAsync(other.Writer, "other " + grain.Id, 1);
        Release();
        var old = new TestGrain("A0") { Head = stale };
        Assert.Equal(CommitStatus.Conflict, (await _store.Writer.CommitAsync(old.Posting("old", 1))).Status);
        foreach (var grain in _grains.Take(100)) await grain.PostAsync(_store.Writer, "mine " + grain.Id, 1);
        await PostAllAsync("last", TimeSpan.Zero);
        Assert.Equal(0, _store.Lag);
        await AssertLoadsAsync(other);
        await AssertLoadsAsync(_store);
        Assert.Empty((await new StoreVerifier(_store.Pool).VerifyAsync(Cancellation)).Findings);
    }

    [Fact]
    public async Task A_second_decision_on_the_same_head_is_refused_while_it_is_held_back()
    {
        await OpenAllAsync();
        await PostAllAsync("first", TimeSpan.Zero);
        var before = _grains[3].Head;
        await PostAllAsync("second", TimeSpan.Zero);
        var twin = new TestGrain("A3") { Head = before };
        Release();
        Assert.Equal(CommitStatus.Conflict, (await _store.Writer.CommitAsync(twin.Posting("twin", 1))).Status);
        var other = new TestGrain("A3", GrainKind.SettlementAccount) { Head = _grains[3].Head };
        Assert.Equal(CommitStatus.Conflict, (await _store.Writer.CommitAsync(other.Posting("other", 1))).Status);
        await _grains[3].PostAsync(_store.Writer, "third", 1);
        await AssertLoadsAsync(_store);
    }

    [Fact]
    public async Task When_the_answer_to_a_group_is_lost_its_grains_go_on_from_the_table()
    {
        await OpenAllAsync();
        await PostAllAsync("first", TimeSpan.Zero);
        _gate.LoseAnswers = true;
        await PostAllAsync("second", TimeSpan.Zero);
        _gate.LoseAnswers = false;
        Assert.Equal(0, _store.Lag);
        await AssertAllAsync(_store, postings: 2);
        await PostAllAsync("third", TimeSpan.Zero);
        await AssertAllAsync(_store, postings: 3);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task While_it_cannot_be_found_out_whether_a_group_was_committed_readers_see_what_is(bool isCommitted)
    {
        await OpenAllAsync();
        await PostAllAsync("first", TimeSpan.Zero);
        (_gate.LoseAnswers, _gate.FailCommits, _gate.FailVerify, _gate.SparesOthers) = (isCommitted, !isCommitted, true, true);
        var work = _grains.Select((grain, i) => new Func<Task<CommitResult>>(
            () => grain.ApplyAsync(_store.Writer, grain.Posting("second " + grain.Id, i + 1))));
        _gate.Look();
        // The writer does not look again before it is told to: nobody but the readers finds out.
        var results = await _gate.InOneGroupAsync(_store, work, looksOnce: true, settlesBefore: false);
        Assert.All(results, result => Assert.Equal(CommitStatus.Unknown, result.Status));
        Assert.Equal(GrainCount, _store.Lag);

        var postings = isCommitted ? 2 : 1;
        var rows = await _store.Bank.GetLedgersAsync([.. _grains.Select(grain => grain.Id)], Cancellation);
        Assert.All(rows, row => Assert.Equal(postings, row!.PostingCount));
        foreach (var grain in _grains.Take(20))
        {
            var load = await _store.Reader.LoadAsync(GrainKind.Account, grain.Id, 0);
            Assert.Equal(postings + 1, load.Head.Sequence);
        }

        (_gate.LoseAnswers, _gate.FailCommits, _gate.FailVerify) = (false, false, false);
        Release();
        await new TestGrain("last").OpenAsync(_store.Writer);
        Assert.Empty((await new StoreVerifier(_store.Pool).VerifyAsync(Cancellation)).Findings);
    }

    [Fact]
    public async Task Of_a_group_that_must_first_take_heads_back_only_conflicts_are_refused()
    {
        using var held = new HeldTake();
        using var other = _database.Open(held);
        await OpenAllAsync();
        var stale = _grains[1].Head;
        await PostAllAsync("first", TimeSpan.Zero);
        var twin = new TestGrain("A1") { Head = stale };
        Task<CommitResult>[] group =
        [
            .. _grains.Take(1).Concat(_grains.Skip(2).Take(5)).Select(grain => grain.ApplyAsync(other.Writer, grain.Posting("other " + grain.Id, 1))),
            twin.ApplyAsync(other.Writer, twin.Posting("twin", 1)),
        ];
        held.Release();
        var results = await Task.WhenAll(group);
        Assert.All(results[..^1], result => Assert.Equal(CommitStatus.Committed, result.Status));
        Assert.Equal(CommitStatus.Conflict, results[^1].Status);
        Release();
        foreach (var grain in _grains.Take(20)) await grain.PostAsync(_store.Writer, "last " + grain.Id, 1);
        Assert.Empty((await new StoreVerifier(_store.Pool).VerifyAsync(Cancellation)).Findings);
    }

    [Fact]
    public async Task A_group_that_fails_leaves_what_is_held_back_as_it_was()
    {
        await OpenAllAsync();
        await PostAllAsync("first", TimeSpan.Zero);
        _gate.FailCommits = true;
        Release();
        var lost = new TestGrain("A0") { Head = _grains[0].Head };
        Assert.Equal(CommitStatus.Unavailable, (await _store.Writer.CommitAsync(lost.Posting("P", 1))).Status);
        _gate.FailCommits = false;
        await AssertAllAsync(_store, postings: 1);
        await PostAllAsync("second", TimeSpan.Zero);
        await AssertAllAsync(_store, postings: 2);
    }

    [Fact]
    public async Task Heads_are_written_when_so_many_entries_have_passed()
    {
        _store.Dispose();
        _store = _database.Open(_gate, options => options.HeadLagEntriesMax = 3 * GrainCount);
        await OpenAllAsync();
        for (var round = 1; round <= 10; round++)
        {
            await PostAllAsync("round " + round, TimeSpan.Zero);
            await AssertAllAsync(_store, postings: round);
        }

        Assert.True(await ScalarAsync("select min(sequence) from grain_head") >= 5);
        Assert.True(await ScalarAsync("select next_position - heads from store_state") <= 5 * GrainCount);
        using var after = _database.Open();
        await AssertAllAsync(after, postings: 10);
        Assert.Empty((await new StoreVerifier(after.Pool).VerifyAsync(Cancellation)).Findings);
    }

    [Fact]
    public async Task Closing_writes_them()
    {
        await OpenAllAsync();
        await PostAllAsync("first", TimeSpan.Zero);
        Release();
        _store.Dispose();
        Assert.Equal(1L, await ScalarAsync("select count(*) from store_state where heads_with is null"));
        Assert.Equal(_grains.Sum(grain => grain.Balance), await ScalarAsync("select sum(balance)::bigint from grain_head"));
    }

    [Fact]
    public async Task A_process_of_several_holds_none_back()
    {
        _store.Dispose();
        _store = _database.Open(_gate, options => options.HoldsHeads = false);
        await OpenAllAsync();
        await PostAllAsync("first", TimeSpan.Zero);
        await PostAllAsync("second", TimeSpan.Zero);
        Assert.Equal(0, _store.Lag);
        Assert.Equal(_grains.Sum(grain => grain.Balance), await ScalarAsync("select sum(balance)::bigint from grain_head"));
    }

    /// <summary>Lets the writer go on by itself.</summary>
    private void Release()
    {
        _gate.Open();
        _gate.Look();
    }

    private Task OpenAllAsync() => Task.WhenAll(_grains.Select(grain => grain.OpenAsync(_store.Writer)));

    /// <summary>Posts to all in one group, and holds the writer so that no quiet moment comes to it.</summary>
    private async Task PostAllAsync(string name, TimeSpan after)
    {
        _gate.Look();
        var results = await _gate.InOneGroupAsync(
            _store,
            _grains.Select((grain, i) => new Func<Task<CommitResult>>(
                () => grain.ApplyAsync(_store.Writer, grain.Posting(name + grain.Id, i + 1, after)))),
            looksOnce: true, settlesBefore: false);
        Assert.All(results, result => Assert.Equal(CommitStatus.Committed, result.Status));
    }

    private async Task AssertAllAsync(Store store, int postings)
    {
        var rows = await store.Bank.GetLedgersAsync([.. _grains.Select(grain => grain.Id)], Cancellation);
        Assert.Equal(_grains.Select(grain => grain.Balance), rows.Select(row => row!.Balance));
        Assert.All(rows, row => Assert.Equal((postings, postings + 1L), (row!.PostingCount, row.PostingSequence)));
        Assert.All(rows, row => Assert.Equal(_grains[0].OpenDay, row!.OpenDay!.Value.DayNumber));
        Assert.All(rows, row => Assert.Equal(_grains[0].HighWater, row!.LastMovement!.Value.UtcTicks));
        await AssertLoadsAsync(store);
    }

    private async Task AssertLoadsAsync(Store store)
    {
        foreach (var grain in _grains.Take(20))
        {
            var load = await store.Reader.LoadAsync(GrainKind.Account, grain.Id, 0);
            Assert.Equal((grain.Head.Sequence, grain.Head.Position), (load.Head.Sequence, load.Head.Position));
            Assert.Equal(grain.Head.Jumps(), load.Head.Jumps());
            Assert.Equal(grain.Balance, load.Tail[^1].Entry.BalanceAfter);
        }
    }

    private async Task<long> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_database.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }
}
