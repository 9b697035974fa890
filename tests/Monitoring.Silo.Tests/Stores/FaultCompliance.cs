using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Journal;
using Monitoring.Silo.Stores;

namespace Monitoring.Silo.Tests.Stores;

/// <summary>What every database promises when grains get in each other's way or writing fails.</summary>
public abstract class FaultCompliance : IDisposable
{
    private readonly ITestStore _database;
    private readonly WriteGate _gate = new();
    private readonly Store _store;

    protected FaultCompliance(ITestStore database)
    {
        _database = database;
        _store = database.Open(_gate);
    }

    public void Dispose()
    {
        _gate.Dispose();
        _store.Dispose();
        _database.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_group_drops_only_the_commits_that_conflict()
    {
        var grains = await OpenAsync("A", "B", "C", "D", "E");
        await grains[0].PostAsync(_store.Writer, "taken", 1);
        GrainCommit[] commits =
        [
            grains[0].Posting("P0", 10),
            grains[1].Posting("taken", 10),
            grains[2].Posting("P2", 10),
            new TestGrain("A") { Head = new GrainHead(grains[0].Head.Key, 1, 1, []) }.Posting("old", 10),
            grains[3].Posting("P2", 10),
            grains[4].Posting("P4", 10),
            new TestGrain("E", GrainKind.SettlementAccount).Opening(),
        ];
        var results = await _gate.InOneGroupAsync(_store, commits.Select(Commit), attempts: 2);
        CommitStatus[] expected =
        [
            CommitStatus.Committed, CommitStatus.Conflict, CommitStatus.Committed, CommitStatus.Conflict, CommitStatus.Conflict,
            CommitStatus.Committed, CommitStatus.Conflict,
        ];
        Assert.Equal(expected, results.Select(result => result.Status));
        _gate.Open();
        Assert.Equal(new long[] { 3, 1, 2, 1, 2 }, await SequencesAsync("A", "B", "C", "D", "E"));
        Assert.Equal(31, await TotalAsync());
    }

    [Fact]
    public async Task Of_a_group_in_which_all_conflict_nothing_is_written()
    {
        var grains = await OpenAsync("A", "B");
        await grains[0].PostAsync(_store.Writer, "P", 1);
        var old = new GrainHead(grains[0].Head.Key, 1, 1, []);
        var results = await _gate.InOneGroupAsync(
            _store, [Commit(grains[1].Posting("P", 5)), Commit(new TestGrain("A") { Head = old }.Posting("Q", 5))]);
        Assert.All(results, result => Assert.Equal(CommitStatus.Conflict, result.Status));
        _gate.Open();
        Assert.Equal(1, await TotalAsync());
    }

    [Fact]
    public async Task When_writing_fails_all_are_told_and_nothing_is_written_and_it_goes_on_when_it_works_again()
    {
        var grains = await OpenAsync("A", "B");
        _gate.FailWrites = true;
        var results = await Task.WhenAll(grains.Select((grain, i) => Commit(
            new TestGrain(grain.Id) { Head = grain.Head }.Posting("P" + i, 1))()));
        Assert.All(results, result => Assert.Equal(CommitStatus.Unavailable, result.Status));
        Assert.NotNull(_store.Writer.Problem);
        _gate.FailWrites = false;
        Assert.Equal(new long[] { 1, 1 }, await SequencesAsync("A", "B"));
        await grains[0].PostAsync(_store.Writer, "P0", 1);
        Assert.Null(_store.Writer.Problem);
    }

    [Fact]
    public async Task A_commit_whose_end_failed_and_that_is_not_there_was_not_written()
    {
        var grains = await OpenAsync("A");
        _gate.FailCommits = true;
        var copy = new TestGrain("A") { Head = grains[0].Head };
        Assert.Equal(CommitStatus.Unavailable, (await _store.Writer.CommitAsync(copy.Posting("P", 1))).Status);
        _gate.FailCommits = false;
        Assert.Equal(new long[] { 1 }, await SequencesAsync("A"));
        await grains[0].PostAsync(_store.Writer, "P", 1);
    }

    [Fact]
    public async Task A_commit_whose_answer_was_lost_and_that_is_there_was_written()
    {
        var grains = await OpenAsync("A");
        _gate.LoseAnswers = true;
        await grains[0].PostAsync(_store.Writer, "P", 1);
        _gate.LoseAnswers = false;
        Assert.Equal(new long[] { 2 }, await SequencesAsync("A"));
        await grains[0].PostAsync(_store.Writer, "Q", 1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_commit_that_cannot_be_looked_for_is_unknown_and_the_next_one_finds_the_truth(bool written)
    {
        var grains = await OpenAsync("A");
        (_gate.LoseAnswers, _gate.FailCommits, _gate.FailVerify) = (written, !written, true);
        var copy = new TestGrain("A") { Head = grains[0].Head };
        Assert.Equal(CommitStatus.Unknown, (await _store.Writer.CommitAsync(copy.Posting("P", 1))).Status);
        (_gate.LoseAnswers, _gate.FailCommits, _gate.FailVerify) = (false, false, false);
        var load = await _store.Reader.LoadAsync(GrainKind.Account, "A", 0);
        Assert.Equal(written ? 2 : 1, load.Head.Sequence);
        var again = new TestGrain("A") { Head = load.Head, Balance = load.Tail[^1].Entry.BalanceAfter };
        await again.PostAsync(_store.Writer, "Q", 1);
        Assert.Equal(written ? 2 : 1, await TotalAsync());
    }

    [Fact]
    public async Task An_alert_whose_commit_is_unknown_reaches_its_watchers_when_the_truth_is_found()
    {
        var grain = (await OpenAsync("A"))[0];
        await using var watch = _store.Feed.WatchAsync(0, TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var next = watch.MoveNextAsync().AsTask();
        var raised = AlertSamples.Raised("A", AlertRule.RapidRoundTrip);
        (_gate.LoseAnswers, _gate.FailVerify) = (true, true);
        var unknown = await _store.Writer.CommitAsync(AlertSamples.Commit(grain, (raised, AlertChangeKind.Raised)));
        Assert.Equal(CommitStatus.Unknown, unknown.Status);
        (_gate.LoseAnswers, _gate.FailVerify) = (false, false);
        // Nothing else is written: the store finds out by itself.
        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
        Assert.Equal(raised.Id, watch.Current.Alert.Id);
        Assert.Equal(_store.Feed.LatestCursor, watch.Current.Cursor);
    }

    [Fact]
    public async Task A_commit_that_cannot_be_planned_fails_alone()
    {
        var grains = await OpenAsync("A", "B");
        var good = Commit(grains[0].Posting("P", 1));
        var bad = Commit(grains[1].Commit(new ThrowingEntries()));
        // The group is tried once as a whole, then each alone.
        var results = await _gate.InOneGroupAsync(_store, [good, () => Caught(bad)], attempts: 3);
        _gate.Open();
        Assert.Equal([CommitStatus.Committed, CommitStatus.Unknown], results.Select(result => result.Status));
        Assert.Equal(new long[] { 2, 1 }, await SequencesAsync("A", "B"));
    }

    private async Task<TestGrain[]> OpenAsync(params string[] ids) =>
        await Task.WhenAll(ids.Select(id => new TestGrain(id).OpenAsync(_store.Writer)));

    private Func<Task<CommitResult>> Commit(GrainCommit commit) => () => _store.Writer.CommitAsync(commit).AsTask();

    private static async Task<CommitResult> Caught(Func<Task<CommitResult>> commit)
    {
        await Assert.ThrowsAsync<InvalidOperationException>(commit);
        return new CommitResult(CommitStatus.Unknown);
    }

    private async Task<long[]> SequencesAsync(params string[] ids)
    {
        var loads = await Task.WhenAll(ids.Select(id => _store.Reader.LoadAsync(GrainKind.Account, id, 0).AsTask()));
        return [.. loads.Select(load => load.Head.Sequence)];
    }

    private async Task<Int128> TotalAsync()
    {
        var day = DateOnly.FromDateTime(TestGrain.Start.DateTime);
        var rows = await _store.Bank.GetBranchTotalsAsync(null, day, TestContext.Current.CancellationToken);
        return rows.Aggregate(Int128.Zero, (sum, row) => sum + row.Balance);
    }

    /// <summary>Has one entry that cannot be read.</summary>
    private sealed class ThrowingEntries : IReadOnlyList<JournalEntry>
    {
        public int Count => 1;

        public JournalEntry this[int index] => throw new InvalidOperationException("No such entry (test).");

        public IEnumerator<JournalEntry> GetEnumerator() => throw new InvalidOperationException("No such entry (test).");

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
