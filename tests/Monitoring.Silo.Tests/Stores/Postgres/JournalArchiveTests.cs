using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Ledger;
using Monitoring.Grains.Grain;
using Monitoring.Grains.Journal;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Stores;
using Monitoring.Silo.Stores.Archive;
using Monitoring.Silo.Stores.Verify;
using Monitoring.TestServers;
using Npgsql;

namespace Monitoring.Silo.Tests.Stores.Postgres;

/// <summary>Old parts of the journal are taken out and put back, and accounts go on.</summary>
public sealed class JournalArchiveTests : IDisposable
{
    private const long PartEntries = 16;
    private const int SnapshotAt = 13;

    private readonly PostgresTestStore _database = new();
    private readonly Store _store;
    private readonly TestGrain[] _grains;

    public JournalArchiveTests()
    {
        _store = _database.Open(configure: static options => options.PartitionEntries = PartEntries);
        _grains = [new("A"), new("B"), new("C")];
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _store.Dispose();
        _database.Dispose();
    }

    [Fact]
    public async Task Accounts_are_loaded_and_go_on_when_old_parts_are_archived_and_nothing_counts_twice()
    {
        await FillAsync();
        var archived = await ArchiveAsync();
        Assert.Equal(4, archived.Count);
        Assert.All(archived, static part => Assert.Equal(PartEntries, part.Entries));
        // C has no snapshot: all of its entries stay.
        Assert.All(archived.Take(2), static part => Assert.InRange(part.Kept, 5, 12));
        await RequireSoundAsync(archivedParts: 4);
        for (var i = 0; i < 40; i++)
        {
            var grain = _grains[i % 3];
            var load = await _store.Reader.LoadAsync(GrainKind.Account, grain.Id, grain.Id == "C" ? 0 : SnapshotAt);
            Assert.Equal(grain.Head.Sequence - (grain.Id == "C" ? 0 : SnapshotAt), load.Tail.Count);
            Assert.Equal(grain.Head.Jumps(), load.Head.Jumps());
            await grain.PostAsync(_store.Writer, "later " + i, 1, TimeSpan.FromHours(100 + i));
        }

        var again = new TestGrain("A") { Head = _grains[0].Head }.Posting(TestGrain.PostingId(0), 1);
        Assert.Equal(CommitStatus.Conflict, (await _store.Writer.CommitAsync(again)).Status);
        await RequireSoundAsync(archivedParts: 4);
    }

    [Fact]
    public async Task What_is_shown_of_the_past_ends_where_it_was_archived_and_says_so()
    {
        await FillAsync();
        var all = (await _store.Bank.ListPostingsAsync("A", null, 100, Cancellation)).Items;
        await ArchiveAsync();
        var page = await _store.Bank.ListPostingsAsync("A", null, 100, Cancellation);
        Assert.InRange(page.Items.Count, 1, all.Count - 1);
        Assert.Equal(all.Take(page.Items.Count).Select(static entry => entry.Position), page.Items.Select(static entry => entry.Position));
        Assert.True(page.HasMore);
        await Assert.ThrowsAsync<JournalArchivedException>(
            async () => await _store.Bank.ListPostingsAsync("A", page.Items[^1].Sequence, 100, Cancellation));

        Assert.Null(await _store.Reader.FindAsync(_grains[0].Head, 3));
        Assert.NotNull(await _store.Reader.FindAsync(_grains[0].Head, page.Items[^1].Sequence));
        var entries = await _store.Bank.GetEntriesAsync("A", [3, page.Items[0].Sequence], Cancellation);
        Assert.Null(entries[0]);
        Assert.Equal(page.Items[0].Position, entries[1]!.Position);

        Assert.Equal(_grains[0].Balance, await _store.Bank.GetBalanceAtAsync("A", TestGrain.Start.AddDays(9), Cancellation));
        await Assert.ThrowsAsync<JournalArchivedException>(
            async () => await _store.Bank.GetBalanceAtAsync("A", TestGrain.Start.AddMinutes(1), Cancellation));
        await Assert.ThrowsAsync<JournalUnavailableException>(async () => await _store.Reader.LoadAsync(GrainKind.Account, "A", 0));
    }

    [Fact]
    public async Task A_balance_of_now_is_told_though_the_last_late_posting_was_archived()
    {
        await FillAsync();
        for (var i = 0; i < 30; i++) await _grains[0].PostAsync(_store.Writer, "in order " + i, 1, TimeSpan.FromHours(50 + i));
        var state = LedgerStateCodec.Encode(new LedgerState());
        var snapshot = new LedgerSnapshotCodec().Encode(new LedgerSnapshot { Sequence = _grains[0].Head.Sequence, State = state });
        await ExecuteAsync("update snapshot set data = $1 where key = 'A'", snapshot);
        await ArchiveAsync();
        Assert.Equal(_grains[0].Balance, await _store.Bank.GetBalanceAtAsync("A", TestGrain.Start.AddDays(9), Cancellation));
        Assert.Equal(_grains[0].Balance - 3, await _store.Bank.GetBalanceAtAsync("A", TestGrain.Start.AddHours(76.5), Cancellation));
    }

    [Fact]
    public async Task Who_reads_the_whole_journal_sees_the_parts_of_one_moment_and_the_exchange_waits_for_it()
    {
        await FillAsync();
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var told = new List<string>();
        var waits = new TaskCompletionSource();
        using var archive = Open(time, text =>
        {
            told.Add(text);
            waits.TrySetResult();
        });
        var part = archive.Parts().First(static part => part.CanBeArchived(DateTimeOffset.MaxValue));
        Task archiving = Task.CompletedTask;
        await _store.Pool.ReadAsync(
            session =>
            {
                session.HoldParts();
                Assert.Empty(session.ArchivedParts());
                archiving = Task.Run(() => archive.ArchiveAsync(part, Cancellation), Cancellation);
                // Without a hold it would be through by now.
                Task.WhenAny(archiving, waits.Task).GetAwaiter().GetResult();
                Assert.Equal(69L, session.Query(new SqlText("select count(*) from journal"), static row => row.Int64(0))[0]);
                return true;
            },
            Cancellation);
        while (!archiving.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await archiving;
        Assert.Contains("waiting up to 10 minutes", Assert.Single(told), StringComparison.Ordinal);
        await RequireSoundAsync(archivedParts: 1);
    }

    [Fact]
    public async Task An_exchange_that_is_not_let_through_ends_with_a_reason_and_changes_nothing()
    {
        await FillAsync();
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        using var archive = Open(time);
        var part = archive.Parts().First(static part => part.CanBeArchived(DateTimeOffset.MaxValue));
        var failure = await _store.Pool.ReadAsync(
            session =>
            {
                session.HoldParts();
                var archiving = archive.ArchiveAsync(part, Cancellation);
                while (!archiving.IsCompleted) time.Advance(TimeSpan.FromMinutes(3));
                return archiving.Exception!.InnerException!;
            },
            Cancellation);
        Assert.Contains("nothing was exchanged", Assert.IsType<StoreException>(failure).Message, StringComparison.Ordinal);
        await RequireSoundAsync(archivedParts: 0);
    }

    [Fact]
    public void Only_one_archives_at_a_time()
    {
        using (Open()) Assert.Contains("Somebody else", Assert.Throws<StoreException>(() => Open()).Message, StringComparison.Ordinal);
        Open().Dispose();
    }

    [Fact]
    public async Task Parts_are_put_back_as_they_were()
    {
        await FillAsync();
        var before = await _store.Bank.ListPostingsAsync("A", null, 100, Cancellation);
        await ArchiveAsync();
        using (var archive = Open())
        {
            // The newest first: in what order makes no difference.
            foreach (var part in archive.Parts().Where(static part => part.ArchivedAt is not null).Reverse())
            {
                await archive.AttachAsync(part, Cancellation);
                Assert.Empty((await new StoreVerifier(_store.Pool).VerifyAsync(Cancellation)).Findings);
            }
        }

        await RequireSoundAsync(archivedParts: 0);
        var after = await _store.Bank.ListPostingsAsync("A", null, 100, Cancellation);
        Assert.Equal(before.Items.Select(static entry => entry.Position), after.Items.Select(static entry => entry.Position));
        Assert.Equal(_grains[0].Head.Sequence, (await _store.Reader.LoadAsync(GrainKind.Account, "A", 0)).Tail.Count);
        await ArchiveAsync();
        await RequireSoundAsync(archivedParts: 4);
    }

    [Fact]
    public async Task Writing_and_reading_go_on_meanwhile()
    {
        await FillAsync();
        using var stop = new CancellationTokenSource();
        var writing = Task.WhenAll(_grains.Select((grain, i) => Task.Run(async () =>
        {
            for (var n = 0; !stop.IsCancellationRequested || n < 20; n++)
            {
                await grain.PostAsync(_store.Writer, $"meanwhile {i} {n}", 1, TimeSpan.FromHours(200 + n));
                Assert.Equal(grain.Head.Sequence, (await _store.Reader.LoadAsync(GrainKind.Account, grain.Id, grain.Head.Sequence - 1)).Head.Sequence);
            }
        })));
        Assert.True((await ArchiveAsync()).Count >= 4);
        await stop.CancelAsync();
        await writing;
        var report = await new StoreVerifier(_store.Pool).VerifyAsync(Cancellation);
        Assert.Empty(report.Findings);
    }

    [Fact]
    public async Task A_part_whose_table_is_gone_or_not_whole_is_not_put_back()
    {
        await FillAsync();
        var archived = await ArchiveAsync();
        await ExecuteAsync($"drop table {archived[0].Table}; delete from {archived[1].Table} where position = (select min(position) from {archived[1].Table})");
        using var archive = Open();
        var parts = archive.Parts();
        Assert.Contains("restore it first", (await Assert.ThrowsAsync<StoreException>(() => archive.AttachAsync(parts[0], Cancellation))).Message, StringComparison.Ordinal);
        Assert.Contains("15 of the part's 16", (await Assert.ThrowsAsync<StoreException>(() => archive.AttachAsync(parts[1], Cancellation))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StoreException>(() => archive.ArchiveAsync(parts[0], Cancellation));
        await Assert.ThrowsAsync<StoreException>(() => archive.ArchiveAsync(parts[^1], Cancellation));
    }

    [Theory]
    [InlineData("delete from journal where position = (select max(position) from journal j where j.grain = 1 and position <= 64)", StoreFindingKind.Sequence)]
    [InlineData("delete from journal where position = (select j.jump from journal j join grain_head h on h.position = j.position where h.key = 1)", StoreFindingKind.Link)]
    [InlineData("update grain_head set balance = balance + 1 where key = 1", StoreFindingKind.Head)]
    [InlineData("update branch_total set balance_lo = balance_lo + 1", StoreFindingKind.BranchTotal)]
    [InlineData("delete from posting_id where grain = 1 and sequence = (select max(sequence) from posting_id where grain = 1)", StoreFindingKind.PostingId)]
    [InlineData("update store_state set next_position = next_position + 1", StoreFindingKind.Sequence)]
    public async Task What_contradicts_is_found_also_when_parts_are_archived(string damage, StoreFindingKind kind)
    {
        await FillAsync();
        await ArchiveAsync();
        await ExecuteAsync(damage);
        var report = await new StoreVerifier(_store.Pool).VerifyAsync(Cancellation);
        Assert.Contains(report.Findings, finding => finding.Kind == kind);
    }

    private async Task FillAsync()
    {
        foreach (var grain in _grains) await grain.OpenAsync(_store.Writer, 100);
        for (var i = 0; i < 66; i++)
        {
            await _grains[i % 3].PostAsync(_store.Writer, TestGrain.PostingId(i), i + 1, TimeSpan.FromMinutes(i % 7 == 6 ? 0 : 10 * i));
        }

        var state = LedgerStateCodec.Encode(new LedgerState());
        var snapshot = new LedgerSnapshotCodec().Encode(new LedgerSnapshot { Sequence = SnapshotAt, State = state });
        await ExecuteAsync("insert into snapshot (name, key, etag, data) select 'account', k, 1, $1 from unnest('{A,B}'::text[]) k", snapshot);
    }

    private async Task<List<ArchivedPart>> ArchiveAsync()
    {
        using var archive = Open();
        var archived = new List<ArchivedPart>();
        foreach (var part in archive.Parts().Where(static part => part.CanBeArchived(DateTimeOffset.MaxValue)))
        {
            archived.Add(await archive.ArchiveAsync(part, Cancellation));
        }

        return archived;
    }

    private async Task RequireSoundAsync(int archivedParts)
    {
        var report = await new StoreVerifier(_store.Pool).VerifyAsync(Cancellation);
        Assert.Empty(report.Findings);
        Assert.Equal(archivedParts, report.ArchivedParts);
    }

    private JournalArchive Open() => Open(TimeProvider.System);

    private JournalArchive Open(TimeProvider time, Action<string>? tell = null) => JournalArchive.Open(
        new StoreOptions { Kind = StoreKind.Postgres, ConnectionString = _database.ConnectionString }, time, tell);

    private async Task ExecuteAsync(string sql, byte[]? argument = null)
    {
        await using var connection = new NpgsqlConnection(_database.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        if (argument is not null) command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = argument });
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
