using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Journal;
using Monitoring.Grains.Queries;
using Monitoring.Silo.Stores;

namespace Monitoring.Silo.Tests.Stores;

/// <summary>Heads that are written once for many commits are told as of the latest all the time, and after a crash.</summary>
public sealed class SqliteHeadLagTests : IDisposable
{
    /// <summary>More than are written with their own group.</summary>
    private const int GrainCount = 1_000;

    private readonly SqliteTestStore _database = new();
    private readonly SqliteTestStore _crashed = new();
    private readonly Store _store;
    private readonly WriteGate _gate = new();
    private readonly List<TestGrain> _grains = [.. Enumerable.Range(0, GrainCount).Select(i => new TestGrain("A" + i))];

    public SqliteHeadLagTests() => _store = _database.Open(_gate);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _gate.Dispose();
        _store.Dispose();
        _database.Dispose();
        _crashed.Dispose();
    }

    [Fact]
    public async Task Under_load_every_read_tells_the_latest_commit()
    {
        await OpenAllAsync();
        await PostAllAsync("first", TimeSpan.Zero);
        var rows = await _store.Bank.GetLedgersAsync([.. _grains.Select(grain => grain.Id)], Cancellation);
        Assert.Equal(_grains.Select(grain => grain.Balance), rows.Select(row => row!.Balance));
        Assert.All(rows, row => Assert.Equal(1, row!.PostingCount));
        foreach (var grain in _grains.Take(20)) await AssertLoadsAsync(_store, grain);
        _gate.Open();
        var filter = new LedgerFilter { Grain = GrainKind.Account, MinBalance = 11, MaxBalance = 20 };
        Assert.Equal(10, await _store.Bank.CountLedgersAsync(filter, Cancellation));
        await _grains[0].PostAsync(_store.Writer, "next", 1);
    }

    [Fact]
    public async Task While_nothing_can_be_written_people_are_told_what_is_known_and_no_account_misses_its_days_end()
    {
        await OpenAllAsync();
        await PostAllAsync("first", TimeSpan.Zero);
        Assert.NotEqual(0, _store.Lag);
        var day = DateOnly.FromDayNumber(_grains[0].OpenDay);
        _gate.FailWrites = true;
        _gate.Open();
        await _store.Bank.CountLedgersAsync(new LedgerFilter { Grain = GrainKind.Account, MinBalance = 11 }, Cancellation);
        await Assert.ThrowsAsync<JournalUnavailableException>(
            async () => await _store.Bank.ListAsync(day, false, "", GrainCount, Cancellation));
        _gate.FailWrites = false;
        Assert.Equal(GrainCount, (await _store.Bank.ListAsync(day, false, "", GrainCount, Cancellation)).Count);
    }

    [Fact]
    public async Task After_a_crash_heads_are_found_in_the_journal()
    {
        await OpenAllAsync();
        await PostAllAsync("first", TimeSpan.Zero);
        await PostAllAsync("second", TimeSpan.FromHours(1));
        _crashed.CopyFrom(_database);
        using var after = _crashed.Open();
        var rows = await after.Bank.GetLedgersAsync([.. _grains.Select(grain => grain.Id)], Cancellation);
        Assert.Equal(_grains.Select(grain => grain.Balance), rows.Select(row => row!.Balance));
        Assert.All(rows, row => Assert.Equal((2L, 3L), (row!.PostingCount, row.PostingSequence)));
        Assert.All(rows, row => Assert.Equal(_grains[0].OpenDay, row!.OpenDay!.Value.DayNumber));
        Assert.All(rows, row => Assert.Equal(_grains[0].HighWater, row!.LastMovement!.Value.UtcTicks));
        foreach (var grain in _grains.Take(100))
        {
            await AssertLoadsAsync(after, grain);
            await grain.PostAsync(after.Writer, "after " + grain.Id, 1);
        }
    }

    [Fact]
    public async Task Late_postings_are_remembered_while_heads_wait_and_after_a_crash()
    {
        await OpenAllAsync();
        await PostAllAsync("first", TimeSpan.FromHours(2));
        await PostAllAsync("late", TimeSpan.FromHours(1));
        await AssertBalancesAsync(_store);
        _crashed.CopyFrom(_database);
        using var after = _crashed.Open();
        await AssertBalancesAsync(after);
    }

    [Fact]
    public async Task While_the_disk_is_full_reads_tell_the_latest_commit_and_writing_goes_on_when_there_is_room()
    {
        await OpenAllAsync();
        await PostAllAsync("first", TimeSpan.Zero);
        _gate.FailWrites = true;
        _gate.Open();
        var refused = await _store.Writer.CommitAsync(new TestGrain("A0") { Head = _grains[0].Head }.Posting("P", 1));
        Assert.Equal(CommitStatus.Unavailable, refused.Status);
        foreach (var grain in _grains.Take(20)) await AssertLoadsAsync(_store, grain);
        Assert.Equal(5, (await _store.Bank.GetLedgersAsync(["A4"], Cancellation))[0]!.Balance);
        _gate.FailWrites = false;
        foreach (var grain in _grains.Take(20)) await grain.PostAsync(_store.Writer, "again " + grain.Id, 1);
        Assert.Null(_store.Writer.Problem);
    }

    [Fact]
    public async Task When_the_answer_to_writing_heads_is_lost_their_grains_go_on_from_the_table()
    {
        await OpenAllAsync();
        await PostAllAsync("first", TimeSpan.Zero, looksOnce: true);
        Assert.Equal(GrainCount, _store.Lag);
        _gate.LoseAnswers = true;
        var posted = _grains[0].ApplyAsync(_store.Writer, _grains[0].Posting("P", 1));
        var settled = _store.Writer.SettleAsync();
        _gate.Open();
        var groups = _gate.Groups.Count;
        _gate.Look();
        Assert.Equal(CommitStatus.Committed, (await posted).Status);
        await settled;
        _gate.LoseAnswers = false;
        Assert.Equal([1], _gate.Groups.Skip(groups));
        await AssertLoadsAsync(_store, _grains[0]);
        await _grains[0].PostAsync(_store.Writer, "Q", 1);
        await _grains[1].PostAsync(_store.Writer, "R", 1);
        await AssertLoadsAsync(_store, _grains[0]);
    }

    [Fact]
    public async Task Heads_are_written_at_a_quiet_moment()
    {
        await OpenAllAsync();
        await PostAllAsync("first", TimeSpan.Zero);
        var before = _gate.Groups.Count;
        _gate.Open();
        await _grains[0].PostAsync(_store.Writer, "one", 1);
        // Closing writes what waits; a crash after it has nothing to find in the journal.
        _store.Dispose();
        Assert.True(_gate.Groups.Count > before);
        using var again = _database.Open();
        Assert.Equal(0, again.Lag);
    }

    private Task OpenAllAsync() => Task.WhenAll(_grains.Select(grain => grain.OpenAsync(_store.Writer)));

    private Task PostAllAsync(string name, TimeSpan after, bool looksOnce = false) => _gate.InOneGroupAsync(
        _store,
        _grains.Select((grain, i) => new Func<Task<CommitResult>>(
            () => grain.ApplyAsync(_store.Writer, grain.Posting(name + grain.Id, i + 1, after)))),
        looksOnce: looksOnce);

    private static async Task AssertBalancesAsync(Store store)
    {
        Assert.Equal(0, await store.Bank.GetBalanceAtAsync("A7", TestGrain.Start, Cancellation));
        Assert.Equal(8, await store.Bank.GetBalanceAtAsync("A7", TestGrain.Start.AddHours(1.5), Cancellation));
        Assert.Equal(16, await store.Bank.GetBalanceAtAsync("A7", TestGrain.Start.AddHours(2), Cancellation));
    }

    private static async Task AssertLoadsAsync(Store store, TestGrain grain)
    {
        var load = await store.Reader.LoadAsync(GrainKind.Account, grain.Id, 0);
        Assert.Equal((grain.Head.Sequence, grain.Head.Position), (load.Head.Sequence, load.Head.Position));
        Assert.Equal(grain.Head.Jumps(), load.Head.Jumps());
        Assert.Equal(grain.Balance, load.Tail[^1].Entry.BalanceAfter);
    }
}
