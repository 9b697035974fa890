using System.Text;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Journal;
using Monitoring.Silo.Stores;

namespace Monitoring.Silo.Tests.Stores;

/// <summary>What every database promises to grains.</summary>
public abstract class JournalCompliance : IDisposable
{
    private readonly ITestStore _database;
    private Store _store;

    protected JournalCompliance(ITestStore database)
    {
        _database = database;
        _store = database.Open();
    }

    private IJournal Journal => _store.Writer;

    private IJournalReader Reader => _store.Reader;

    public void Dispose()
    {
        _store.Dispose();
        _database.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_free_id_loads_as_none()
    {
        var load = await Reader.LoadAsync(GrainKind.Account, "A", 0);
        Assert.Equal(GrainHead.None, load.Head);
        Assert.Null(load.Kind);
        Assert.Empty(load.Tail);
    }

    [Fact]
    public async Task What_was_committed_is_loaded_and_survives_a_restart()
    {
        var grain = await new TestGrain("A").OpenAsync(Journal, 100);
        await grain.ApplyAsync(Journal, grain.Postings(("P1", 5, TimeSpan.Zero, null), ("P2", -7, TimeSpan.FromMinutes(1), null)));
        _store.Dispose();
        _store = _database.Open();
        var load = await Reader.LoadAsync(GrainKind.Account, "A", 1);
        Assert.Equal(GrainKind.Account, load.Kind);
        Assert.Equal(grain.Head.Sequence, load.Head.Sequence);
        Assert.Equal(grain.Head.Position, load.Head.Position);
        Assert.Equal(grain.Head.Jumps(), load.Head.Jumps());
        Assert.Equal([105, 98], load.Tail.Select(entry => entry.Entry.BalanceAfter));
        Assert.Equal(["post P1", "post P2"], load.Tail.Select(entry => Encoding.UTF8.GetString(entry.Entry.Data.Span)));
        await grain.PostAsync(Journal, "P3", 1);
        Assert.Equal(99, (await Reader.LoadAsync(GrainKind.Account, "A", 3)).Tail.Single().Entry.BalanceAfter);
    }

    [Fact]
    public async Task Every_entry_is_found_from_every_head()
    {
        var random = new Random(20261122);
        var grain = await new TestGrain("A").OpenAsync(Journal);
        var other = await new TestGrain("O").OpenAsync(Journal);
        var heads = new List<GrainHead> { grain.Head.Apart() };
        for (var number = 0; grain.Head.Sequence < 300;)
        {
            var postings = Enumerable.Range(0, random.Next(1, 6))
                .Select(_ => (TestGrain.PostingId(number++), 1L, TimeSpan.Zero, (string?)null));
            await grain.ApplyAsync(Journal, grain.Postings([.. postings]));
            if (random.Next(2) == 0) await other.PostAsync(Journal, "O" + TestGrain.PostingId(number), 1);
            heads.Add(grain.Head.Apart());
        }

        foreach (var head in heads)
        {
            for (var sequence = 1L; sequence <= head.Sequence; sequence++)
            {
                Assert.Equal(sequence, (await Reader.FindAsync(head, sequence))!.Sequence);
            }

            Assert.Null(await Reader.FindAsync(head, head.Sequence + 1));
            Assert.Null(await Reader.FindAsync(head, 0));
        }
    }

    [Fact]
    public async Task A_second_activation_with_an_old_head_is_refused()
    {
        var grain = await new TestGrain("A").OpenAsync(Journal);
        var old = new TestGrain("A") { Head = grain.Head };
        await grain.PostAsync(Journal, "P1", 1);
        Assert.Equal(CommitStatus.Conflict, (await Journal.CommitAsync(old.Posting("P2", 1))).Status);
        Assert.Equal(2, (await Reader.LoadAsync(GrainKind.Account, "A", 0)).Head.Sequence);
        Assert.Null(await KnownAsync("P2"));
    }

    [Fact]
    public async Task An_account_never_goes_on_with_a_settlement_accounts_journal_nor_the_other_way_round()
    {
        var settlement = await new TestGrain("S", GrainKind.SettlementAccount).OpenAsync(Journal);
        var account = await new TestGrain("A").OpenAsync(Journal);
        for (var restart = 0; restart < 2; restart++)
        {
            var wrong = new TestGrain("S") { Head = settlement.Head };
            Assert.Equal(CommitStatus.Conflict, (await Journal.CommitAsync(wrong.Posting("W" + restart, 1))).Status);
            wrong = new TestGrain("A", GrainKind.SettlementAccount) { Head = account.Head };
            Assert.Equal(CommitStatus.Conflict, (await Journal.CommitAsync(wrong.Posting("V" + restart, 1))).Status);
            await settlement.PostAsync(Journal, "S" + restart, 1);
            await account.PostAsync(Journal, "A" + restart, 1);
            _store.Dispose();
            _store = _database.Open();
        }

        Assert.Equal(3, (await Reader.LoadAsync(GrainKind.SettlementAccount, "S", 0)).Head.Sequence);
    }

    [Fact]
    public async Task A_long_load_ends_while_commits_go_on_without_a_pause()
    {
        var grain = await new TestGrain("A").OpenAsync(Journal);
        var busy = await new TestGrain("B").OpenAsync(Journal);
        var postings = Enumerable.Range(0, 20_000).Select(i => (TestGrain.PostingId(i), 1L, TimeSpan.Zero, (string?)null));
        await grain.ApplyAsync(Journal, grain.Postings([.. postings]));
        using var done = new CancellationTokenSource();
        var underWay = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var commits = Task.Run(
            async () =>
            {
                for (var i = 0; !done.IsCancellationRequested; i++)
                {
                    await busy.PostAsync(Journal, "B" + i, 1);
                    if (i == 3) underWay.SetResult();
                }
            },
            TestContext.Current.CancellationToken);
        await Task.WhenAny(underWay.Task, commits);
        var load = Reader.LoadAsync(GrainKind.Account, "A", 0).AsTask();
        var ended = await Task.WhenAny(load, commits, Task.Delay(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        await done.CancelAsync();
        await commits;
        Assert.Same(load, ended);
        Assert.Equal(20_001, (await load).Tail.Count);
    }

    [Fact]
    public async Task An_id_opens_once_among_accounts_and_settlement_accounts_and_branches_have_their_own_ids()
    {
        await new TestGrain("X").OpenAsync(Journal);
        Assert.Equal(CommitStatus.Conflict, (await Journal.CommitAsync(new TestGrain("X", GrainKind.SettlementAccount).Opening())).Status);
        Assert.Equal(CommitStatus.Committed, (await Journal.CommitAsync(new TestGrain("X", GrainKind.Branch).Opening())).Status);
        Assert.Equal(GrainKind.Account, (await Reader.LoadAsync(GrainKind.SettlementAccount, "X", 0)).Kind);
        Assert.Equal(GrainKind.Branch, (await Reader.LoadAsync(GrainKind.Branch, "X", 0)).Kind);
    }

    [Fact]
    public async Task A_posting_id_is_taken_once_by_whichever_grain()
    {
        var first = await new TestGrain("A").OpenAsync(Journal);
        var second = await new TestGrain("B").OpenAsync(Journal);
        await first.PostAsync(Journal, "P1", 5);
        Assert.Equal(CommitStatus.Conflict, (await Journal.CommitAsync(second.Posting("P1", 5))).Status);
        Assert.Equal(1, (await Reader.LoadAsync(GrainKind.Account, "B", 0)).Head.Sequence);
        Assert.Equal(first.Head.Key, (await KnownAsync("P1"))!.Value.GrainKey);
    }

    [Fact]
    public async Task A_posting_is_reversed_once()
    {
        var grain = await new TestGrain("A").OpenAsync(Journal);
        await grain.PostAsync(Journal, "P1", 5);
        await grain.PostAsync(Journal, "R1", -5, reverses: "P1");
        Assert.True((await KnownAsync("P1"))!.Value.Reversed);
        var again = new TestGrain("A") { Head = grain.Head };
        Assert.Equal(CommitStatus.Conflict, (await Journal.CommitAsync(again.Posting("R2", -5, default, "P1"))).Status);
        Assert.Null(await KnownAsync("R2"));
    }

    [Fact]
    public async Task A_reversal_of_another_grains_posting_is_refused()
    {
        var first = await new TestGrain("A").OpenAsync(Journal);
        var second = await new TestGrain("B").OpenAsync(Journal);
        await first.PostAsync(Journal, "P1", 5);
        Assert.Equal(CommitStatus.Conflict, (await Journal.CommitAsync(second.Posting("R1", -5, default, "P1"))).Status);
        Assert.False((await KnownAsync("P1"))!.Value.Reversed);
    }

    [Fact]
    public async Task A_posting_and_its_reversal_may_come_in_one_commit()
    {
        var grain = await new TestGrain("A").OpenAsync(Journal);
        var result = await Journal.CommitAsync(grain.Postings(("P1", 5, default, null), ("R1", -5, default, "P1")));
        Assert.Equal(CommitStatus.Committed, result.Status);
        Assert.True((await KnownAsync("P1"))!.Value.Reversed);
    }

    [Fact]
    public async Task Facts_tell_parties_and_open_items()
    {
        var grain = await new TestGrain("S", GrainKind.SettlementAccount).OpenAsync(Journal);
        await CommitWithAsync(grain, "P1", [new PartySeen(7, 100)], [new SettlementItemEntry(2, "001209", 500, 1, 480, 0)]);
        await CommitWithAsync(
            grain, "P2", [new PartySeen(7, 90), new PartySeen(8, 50)], [new SettlementItemEntry(3, "1209", 500, 2, 480, 0)]);
        var facts = await FactsAsync(grain.Head.Key, [7, 8, 9], [new("1209", 500), new("01209", 501), new("1209", -500)]);
        Assert.Equal([100, 50, 0], facts.PartiesLastSeen);
        Assert.Equal([new OpenItem(2, 500), null, null], facts.Items);
        facts = await FactsAsync(grain.Head.Key, [], [new("1209", 500), new("01209", 500), new("1209", 500)]);
        Assert.Equal([new OpenItem(2, 500), new OpenItem(3, 500), null], facts.Items);
        await CommitWithAsync(grain, "P3", [], [new SettlementItemEntry(2, "001209", 500, 1, 480, 4)]);
        Assert.Equal(new OpenItem(3, 500), (await FactsAsync(grain.Head.Key, [], [new("1209", 500)])).Items.Single());
    }

    [Fact]
    public async Task Facts_know_the_hash_and_sequence_of_a_posting()
    {
        var grain = await new TestGrain("A").OpenAsync(Journal);
        var commit = grain.Posting("P1", 5);
        await grain.ApplyAsync(Journal, commit);
        Assert.Equal(new KnownPosting(grain.Head.Key, 2, commit.Entries[0].ContentHash, false), await KnownAsync("P1"));
        Assert.Null(await KnownAsync("P2"));
    }

    [Fact]
    public async Task Commits_that_make_no_sense_are_refused_to_the_caller_alone()
    {
        var grain = new TestGrain("A");
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Journal.CommitAsync(grain.Commit([])));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Journal.CommitAsync(grain.Posting("P1", 5)));
        await new TestGrain("B").OpenAsync(Journal);
    }

    [Fact]
    public async Task After_closing_commits_are_refused_as_unavailable()
    {
        var grain = await new TestGrain("A").OpenAsync(Journal);
        _store.Dispose();
        Assert.Equal(CommitStatus.Unavailable, (await Journal.CommitAsync(grain.Posting("P1", 5))).Status);
        await Assert.ThrowsAsync<JournalUnavailableException>(async () => await Reader.LoadAsync(GrainKind.Account, "A", 0));
    }

    private static async Task<FactsRequest> ReadAsync(IJournalReader reader, FactsRequest request)
    {
        await reader.ReadFactsAsync(request);
        return request;
    }

    private Task<FactsRequest> FactsAsync(long key, long[] parties, TraceQuery[] traces) => ReadAsync(Reader, new FactsRequest
    {
        GrainKey = key,
        Postings = [],
        Known = [],
        Parties = parties,
        PartiesLastSeen = new long[parties.Length],
        Traces = traces,
        Items = new OpenItem?[traces.Length],
    });

    private async Task<KnownPosting?> KnownAsync(string postingId)
    {
        var request = new FactsRequest { GrainKey = 0, Postings = [PostingKey.Of(postingId)], Known = new KnownPosting?[1] };
        return (await ReadAsync(Reader, request)).Known[0];
    }

    private async Task CommitWithAsync(TestGrain grain, string postingId, PartySeen[] parties, SettlementItemEntry[] items)
    {
        var plain = grain.Posting(postingId, 500);
        var commit = new GrainCommit
        {
            Kind = plain.Kind,
            Id = plain.Id,
            Head = plain.Head,
            Entries = plain.Entries,
            Columns = plain.Columns,
            Parties = parties,
            Items = items,
        };
        Assert.Equal(CommitStatus.Committed, (await grain.ApplyAsync(Journal, commit)).Status);
    }
}
