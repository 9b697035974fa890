using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Journal;
using Monitoring.Silo.Stores;
using Monitoring.Silo.Stores.Verify;

namespace Monitoring.Silo.Tests.Stores;

/// <summary>Many grains, readers and checkpoints at once, with heads that wait and a log that is copied again and again.</summary>
public sealed class SqliteConcurrencyTests : IDisposable
{
    private const int GrainCount = 1_200;
    private const int PostingsEach = 12;

    private readonly SqliteTestStore _database = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task What_was_answered_is_read_by_everyone_and_nothing_is_lost()
    {
        using (var store = _database.Open(null, Configure))
        {
            var grains = Enumerable.Range(0, GrainCount).Select(i => new TestGrain("A" + i, branch: "B" + i % 3)).ToList();
            using var done = new CancellationTokenSource();
            var watch = Task.Run(() => VerifyWhileAsync(store, done.Token), Cancellation);
            await Task.WhenAll(grains.Select((grain, i) => Task.Run(() => LiveAsync(store, grain, i), Cancellation)));
            await done.CancelAsync();
            await watch;
            await AssertAllAsync(store, grains);
        }

        using var again = _database.Open();
        Assert.Equal(GrainCount * PostingsEach, (await again.Bank.GetTotalsAsync(Cancellation)).Postings);
        Assert.Empty((await new StoreVerifier(again.Pool).VerifyAsync(Cancellation)).Findings);
    }

    private static void Configure(StoreOptions options)
    {
        options.HeadLagEntriesMax = 2_000;
        options.EntriesPerTransactionMax = 900;
        options.QueueCapacity = 500;
        options.CheckpointBytes = 1 << 20;
        options.CheckpointForcedBytes = 2 << 20;
        options.AlertTailLength = 4;
    }

    private static async Task LiveAsync(Store store, TestGrain grain, int number)
    {
        await grain.OpenAsync(store.Writer);
        for (var i = 0; i < PostingsEach; i++)
        {
            var id = TestGrain.PostingId((number * 1_000) + i);
            var facts = new FactsRequest { GrainKey = grain.Head.Key, Postings = [PostingKey.Of(id)], Known = new KnownPosting?[1] };
            await store.Reader.ReadFactsAsync(facts);
            Assert.Null(facts.Known[0]);
            await grain.PostAsync(store.Writer, id, i + 1, TimeSpan.FromMinutes(i % 3 == 2 ? 0 : i));
            if ((number + i) % 40 != 0) continue;
            var load = await store.Reader.LoadAsync(GrainKind.Account, grain.Id, 0);
            Assert.Equal(grain.Head.Sequence, load.Head.Sequence);
            Assert.Equal(grain.Head.Jumps(), load.Head.Jumps());
            var row = (await store.Bank.GetLedgersAsync([grain.Id], Cancellation))[0];
            Assert.Equal(grain.Balance, row!.Balance);
            Assert.Equal(grain.Balance, await store.Bank.GetBalanceAtAsync(grain.Id, TestGrain.Start.AddDays(1), Cancellation));
        }
    }

    private static async Task VerifyWhileAsync(Store store, CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            Assert.Empty((await new StoreVerifier(store.Pool).VerifyAsync(Cancellation)).Findings);
        }
    }

    private static async Task AssertAllAsync(Store store, List<TestGrain> grains)
    {
        var rows = await store.Bank.GetLedgersAsync([.. grains.Select(grain => grain.Id)], Cancellation);
        Assert.Equal(grains.Select(grain => grain.Balance), rows.Select(row => row!.Balance));
        var totals = await store.Bank.GetBranchTotalsAsync(null, DateOnly.FromDateTime(TestGrain.Start.DateTime), Cancellation);
        Assert.Equal(3, totals.Count);
        Assert.Equal(grains.Sum(grain => (decimal)grain.Balance), totals.Sum(total => (decimal)total.Balance));
        Assert.Equal(grains.Sum(grain => (decimal)grain.Balance), totals.Sum(total => (decimal)total.Credits));
    }
}
