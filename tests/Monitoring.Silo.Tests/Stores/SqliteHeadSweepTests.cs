using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Journal;
using Monitoring.Silo.Stores;

namespace Monitoring.Silo.Tests.Stores;

/// <summary>Under a load without a pause heads are written in slices; what is told, and what a crash leaves, is the latest all the time.</summary>
public sealed class SqliteHeadSweepTests : IDisposable
{
    /// <summary>More than are written with their own group.</summary>
    private const int GrainCount = 1_000;

    /// <summary>Small, so that a few groups reach the half of it, at which a sweep begins.</summary>
    private const int EntriesMax = 6_000;

    private const int SliceGrains = 100;

    private readonly SqliteTestStore _database = new();
    private readonly SqliteTestStore _crashed = new();
    private Store _store;
    private readonly WriteGate _gate = new();
    private readonly List<TestGrain> _grains = [.. Enumerable.Range(0, GrainCount).Select(i => new TestGrain("A" + i))];

    public SqliteHeadSweepTests() => _store = _database.Open(_gate, static options => options.HeadLagEntriesMax = EntriesMax);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _gate.Dispose();
        _store.Dispose();
        _database.Dispose();
        _crashed.Dispose();
    }

    [Fact]
    public async Task A_crash_amid_a_sweep_loses_no_head()
    {
        await ReachSweepAsync();
        await PostAsync("slice0", 0, SliceGrains);
        await PostAsync("slice1", SliceGrains, SliceGrains);
        Assert.Equal(GrainCount, _store.Lag);
        _crashed.CopyFrom(_database);
        using var after = _crashed.Open();
        await AssertAllAsync(after);
    }

    [Fact]
    public async Task After_a_sweep_only_what_changed_since_it_began_waits()
    {
        await ReachSweepAsync();
        await AssertSweptAsync();
    }

    [Fact]
    public async Task As_many_heads_as_may_wait_begin_a_sweep_however_few_entries_there_are()
    {
        _store.Dispose();
        _store = _database.Open(_gate, static options => options.HeadsHeldMax = GrainCount);
        await OpenAsync();
        await AssertSweptAsync();
    }

    /// <summary>Goes through a sweep, after which what its groups changed waits, and a crash loses none.</summary>
    private async Task AssertSweptAsync()
    {
        // Each group writes twice as many heads as it has entries: half as many groups as there are slices of grains.
        const int Groups = GrainCount / SliceGrains / 2;
        for (var i = 0; i < Groups; i++) await PostAsync("slice" + i, i * SliceGrains, SliceGrains);
        Assert.Equal(Groups * SliceGrains, _store.Lag);
        _crashed.CopyFrom(_database);
        using var after = _crashed.Open();
        await AssertAllAsync(after);
    }

    /// <summary>All heads wait.</summary>
    private async Task OpenAsync()
    {
        await Task.WhenAll(_grains.Select(grain => grain.OpenAsync(_store.Writer)));
        await PostAsync("first", 0, GrainCount, settlesBefore: true);
        Assert.Equal(GrainCount, _store.Lag);
    }

    /// <summary>All heads wait, and the next group begins a sweep.</summary>
    private async Task ReachSweepAsync()
    {
        await OpenAsync();
        // With the openings, one slice is left to the half.
        await PostAsync("second", 0, (EntriesMax / 2) - (2 * GrainCount) - SliceGrains);
        Assert.Equal(GrainCount, _store.Lag);
    }

    /// <summary>One group, after which no quiet moment comes to the writer before the next.</summary>
    private async Task PostAsync(string name, int first, int count, bool settlesBefore = false)
    {
        var posted = _gate.InOneGroupAsync(
            _store,
            _grains.Skip(first).Take(count).Select(grain => new Func<Task<CommitResult>>(
                () => grain.ApplyAsync(_store.Writer, grain.Posting(name + grain.Id, 1)))),
            looksOnce: true,
            settlesBefore: settlesBefore);
        _gate.Look();
        Assert.All(await posted, static result => Assert.Equal(CommitStatus.Committed, result.Status));
    }

    private async Task AssertAllAsync(Store store)
    {
        var rows = await store.Bank.GetLedgersAsync([.. _grains.Select(grain => grain.Id)], Cancellation);
        Assert.Equal(_grains.Select(grain => grain.Balance), rows.Select(row => row!.Balance));
        Assert.Equal(_grains.Select(grain => grain.Head.Sequence - 1), rows.Select(row => row!.PostingCount));
        foreach (var grain in _grains)
        {
            var load = await store.Reader.LoadAsync(GrainKind.Account, grain.Id, 0);
            Assert.Equal((grain.Head.Sequence, grain.Head.Position), (load.Head.Sequence, load.Head.Position));
        }
    }
}
