using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Ledger;
using Monitoring.Contracts.Reference;
using Monitoring.Domain.Codec;
using Monitoring.Grains.Journal;
using Monitoring.Silo.Stores;

namespace Monitoring.Silo.Tests.Stores;

/// <summary>What every database's journal tells those who only look.</summary>
public abstract class HistoryCompliance : IDisposable
{
    /// <summary>More than are read at once.</summary>
    private const int ManyPostings = 10_500;

    private readonly ITestStore _database;
    private readonly Store _store;
    private readonly ByteWriter _scratch = new();

    protected HistoryCompliance(ITestStore database)
    {
        _database = database;
        _store = database.Open();
    }

    public void Dispose()
    {
        _store.Dispose();
        _database.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens the journal to look at it.</summary>
    protected abstract JournalHistory Look();

    [Fact]
    public async Task Everything_that_happened_to_accounts_is_told_in_the_order_of_its_commits()
    {
        await PostAsync(await OpenAsync("A"), "A1", "A2");
        await PostAsync(await OpenAsync("B"), "B1");

        using var history = Look();
        var told = history.Entries().ToList();

        Assert.Equal(["A", "A", "A", "B", "B"], told.Select(entry => entry.Account));
        Assert.IsType<AccountOpened>(told[0].Happened);
        Assert.Equal(["A1", "A2", "B1"], told.Select(entry => entry.Happened).OfType<Posted>().Select(posted => posted.Posting.PostingId));
    }

    [Fact]
    public async Task What_is_committed_after_the_opening_is_not_seen_and_not_held_up()
    {
        var grain = await OpenAsync("A");
        using var history = Look();
        using var reading = history.Entries().GetEnumerator();
        Assert.True(reading.MoveNext());

        await PostAsync(grain, "A1");

        Assert.False(reading.MoveNext());
        using var later = Look();
        Assert.Equal(2, later.Entries().Count());
    }

    [Fact]
    public async Task A_long_journal_is_read_in_pieces_without_a_gap()
    {
        var grain = await OpenAsync("A");
        await PostAsync(grain, [.. Enumerable.Range(0, ManyPostings).Select(i => TestGrain.PostingId(i))]);

        using var history = Look();
        var postings = history.Entries().Select(entry => entry.Happened).OfType<Posted>().Select(posted => posted.Posting.PostingId);

        Assert.Equal(Enumerable.Range(0, ManyPostings).Select(i => TestGrain.PostingId(i)), postings);
    }

    [Fact]
    public async Task Reversed_postings_are_known_beforehand()
    {
        var grain = await OpenAsync("A");
        await PostAsync(grain, "A1", "A2");
        var (first, second) = (PostingOf("A1", 1), PostingOf("R", 3) with { ReversalOf = "A1", Direction = Direction.Debit });
        var reversal = new Posted(second, 100, Late: false, new ReversedPosting(2, first.BusinessDate), 0, PostingMarks.None);
        await grain.ApplyAsync(_store.Writer, grain.Commit([Entry(reversal)]));

        using var history = Look();

        Assert.Equal(["A1"], history.ReversedPostings());
    }

    private static Posting PostingOf(string id, int minute) => new()
    {
        PostingId = id,
        Account = "A",
        Direction = Direction.Credit,
        Amount = 100,
        Currency = "CNY",
        BookedAt = TestGrain.Start.AddMinutes(minute),
        BusinessDate = DateOnly.FromDateTime(TestGrain.Start.DateTime),
        Key = PostingKey.Of(id),
        ContentHash = 1,
    };

    private async Task<TestGrain> OpenAsync(string id)
    {
        var grain = new TestGrain(id);
        var reference = new AccountReference
        {
            Id = id,
            Branch = "B1",
            Kind = AccountKind.PersonalSavings,
            Currency = "CNY",
            OpeningBalance = 0,
        };
        var entry = Entry(new AccountOpened(reference, ByPosting: false));
        var opening = grain.Opening();
        await grain.ApplyAsync(_store.Writer, grain.Commit([entry], opening.BranchDeltas, opening.Profile));
        return grain;
    }

    private async Task PostAsync(TestGrain grain, params string[] ids)
    {
        var entries = new List<JournalEntry>();
        foreach (var id in ids)
        {
            grain.Balance += 100;
            var posting = PostingOf(id, 0) with { BookedAt = TestGrain.Start.AddSeconds(entries.Count) };
            entries.Add(Entry(new Posted(posting, grain.Balance, Late: false, null, 0, PostingMarks.None)));
        }

        Assert.Equal(CommitStatus.Committed, (await grain.ApplyAsync(_store.Writer, grain.Commit(entries))).Status);
    }

    private JournalEntry Entry(LedgerEvent happened)
    {
        var (booked, balance) = happened is Posted posted ? (posted.Posting.BookedAt.UtcTicks, posted.BalanceAfter) : (0, 0);
        return JournalCodec.Encode(happened, booked, balance, _scratch);
    }
}
