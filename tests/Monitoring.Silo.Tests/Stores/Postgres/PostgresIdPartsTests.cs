using System.Globalization;
using Monitoring.Contracts.Feed;
using Monitoring.Grains.Journal;
using Monitoring.Silo.Stores;
using Monitoring.Silo.Stores.Postgres;
using Monitoring.Silo.Stores.Verify;
using Npgsql;

namespace Monitoring.Silo.Tests.Stores.Postgres;

/// <summary>Posting ids in parts: an id is taken once, whichever part it is in and whoever knows what of the parts.</summary>
public sealed class PostgresIdPartsTests : IDisposable
{
    private const int PartEntries = 4;

    private readonly PostgresTestStore _database = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task An_id_of_a_full_part_is_refused_before_and_after_the_parts_have_filters_and_after_a_restart()
    {
        using (var store = Open())
        {
            var grain = await new TestGrain("A").OpenAsync(store.Writer);
            for (var i = 0; i < 5 * PartEntries; i++) await grain.PostAsync(store.Writer, Unordered(i), 1);
            Assert.Equal(4L, await ScalarAsync("select id_part from store_state"));
            await AssertAllTakenAsync(store, 5 * PartEntries);
            await UntilFiltersAsync(4);
            await AssertAllTakenAsync(store, 5 * PartEntries);
            await grain.PostAsync(store.Writer, Unordered(-1), 1);
        }

        using var again = Open();
        await AssertAllTakenAsync(again, 5 * PartEntries);
        Assert.Empty((await new StoreVerifier(again.Pool).VerifyAsync(Cancellation)).Findings);
        Assert.Equal(0L, await ScalarAsync("select count(*) from only posting_id"));
    }

    [Fact]
    public async Task Ids_that_grow_need_no_filter_and_old_ones_are_refused_all_the_same()
    {
        using var store = Open();
        var grain = await new TestGrain("A").OpenAsync(store.Writer);
        for (var i = 0; i < 5 * PartEntries; i++) await grain.PostAsync(store.Writer, TestGrain.PostingId(i), 1);
        Assert.Equal(0L, await ScalarAsync("select count(*) from posting_id_filter"));
        for (var i = 0; i < 5 * PartEntries; i++) await AssertTakenAsync(store, TestGrain.PostingId(i));
    }

    [Fact]
    public async Task A_filter_that_was_damaged_or_lost_is_made_anew()
    {
        using (var store = Open())
        {
            var grain = await new TestGrain("A").OpenAsync(store.Writer);
            for (var i = 0; i < 3 * PartEntries; i++) await grain.PostAsync(store.Writer, Unordered(i), 1);
            await UntilFiltersAsync(2);
        }

        await ExecuteAsync("update posting_id_filter set bits = decode(repeat('00', length(bits)), 'hex') where part = 0");
        await ExecuteAsync("delete from posting_id_filter where part = 1");
        using var again = Open();
        await AssertAllTakenAsync(again, 3 * PartEntries);
        await UntilFiltersAsync(2);
        while (await ScalarAsync("select count(*) from posting_id_filter where sha256(bits) <> sha256") > 0) Cancellation.ThrowIfCancellationRequested();
        await AssertAllTakenAsync(again, 3 * PartEntries);
    }

    [Fact]
    public async Task Processes_that_fill_parts_in_turns_take_each_id_once()
    {
        using var first = Open();
        using var second = Open();
        for (var round = 0; round < 30; round++)
        {
            var left = await new TestGrain("A" + round).OpenAsync(first.Writer);
            var right = await new TestGrain("B" + round).OpenAsync(second.Writer);
            var results = await Task.WhenAll(
                left.ApplyAsync(first.Writer, left.Posting(Unordered(round), 1)), right.ApplyAsync(second.Writer, right.Posting(Unordered(round), 1)));
            Assert.Single(results, result => result.Status == CommitStatus.Committed);
            Assert.Single(results, result => result.Status == CommitStatus.Conflict);
            await AssertTakenAsync(round % 2 == 0 ? first : second, Unordered(round / 2));
        }

        Assert.Empty((await new StoreVerifier(first.Pool).VerifyAsync(Cancellation)).Findings);
        Assert.Equal(30L, await ScalarAsync("select postings from store_state"));
        Assert.Equal(30L, await ScalarAsync("select count(*) from posting_id"));
    }

    [Fact]
    public async Task A_posting_of_a_full_part_is_reversed_once()
    {
        using var store = Open();
        var grain = await new TestGrain("A").OpenAsync(store.Writer);
        for (var i = 0; i < 3 * PartEntries; i++) await grain.PostAsync(store.Writer, Unordered(i), 1);
        await grain.PostAsync(store.Writer, Unordered(100), -1, reverses: Unordered(0));
        var twice = new TestGrain("A") { Head = grain.Head };
        Assert.Equal(CommitStatus.Conflict, (await twice.ApplyAsync(store.Writer, twice.Posting(Unordered(101), -1, reverses: Unordered(0)))).Status);
    }

    [Fact]
    public async Task A_group_that_opens_a_part_and_drops_a_conflict_opens_it_again_for_the_rest()
    {
        using var gate = new WriteGate();
        using var store = _database.Open(gate, static options => options.IdPartEntries = PartEntries);
        var first = await new TestGrain("A").OpenAsync(store.Writer);
        var second = await new TestGrain("B").OpenAsync(store.Writer);
        for (var i = 0; i < PartEntries; i++) await first.PostAsync(store.Writer, Unordered(i), 1);
        var results = await gate.InOneGroupAsync(
            store,
            [
                () => first.ApplyAsync(store.Writer, first.Posting(Unordered(10), 1)),
                () => second.ApplyAsync(store.Writer, second.Postings((Unordered(0), 1, default, null), (Unordered(11), 1, default, null))),
            ],
            attempts: 2);
        gate.Open();
        Assert.Equal([CommitStatus.Committed, CommitStatus.Conflict], results.Select(static result => result.Status));
        Assert.Equal(1L, await ScalarAsync("select id_part from store_state"));
        Assert.Equal(1L, await ScalarAsync("select id_part_ids from store_state"));
        Assert.Equal(1L, await ScalarAsync("select count(*) from posting_id_0001"));
    }

    [Fact]
    public async Task Ids_of_a_database_from_before_the_parts_are_the_first_part()
    {
        await using (var connection = new NpgsqlConnection(_database.ConnectionString))
        {
            await connection.OpenAsync(Cancellation);
            PostgresMigrator.Apply(connection, [.. Migration.Of("postgres").Take(2)]);
        }

        var key = PostgresPostingIds.Stored(PostingKey.Of(Unordered(0)).Value);
        await ExecuteAsync($"insert into posting_id (key, content, grain, sequence) values ('{key}', 1, 1, 1); update store_state set postings = 1");
        using var store = _database.Open(null, static options => options.IdPartEntries = 1);
        await AssertTakenAsync(store, Unordered(0));
        var grain = await new TestGrain("A").OpenAsync(store.Writer);
        await grain.PostAsync(store.Writer, Unordered(1), 1);
        Assert.Equal(1L, await ScalarAsync("select count(*) from posting_id_0001"));
        await AssertTakenAsync(store, Unordered(0));
        await AssertTakenAsync(store, Unordered(1));
    }

    /// <summary>An id without digits: its key is all hash.</summary>
    private static string Unordered(int number) =>
        string.Concat(number.ToString("D6", CultureInfo.InvariantCulture).Select(static digit => (char)(digit - '0' + 'a')));

    private Store Open() => _database.Open(null, static options => options.IdPartEntries = PartEntries);

    private static async Task AssertAllTakenAsync(Store store, int count)
    {
        for (var i = 0; i < count; i++) await AssertTakenAsync(store, Unordered(i));
    }

    private static async Task AssertTakenAsync(Store store, string id)
    {
        // One that was never opened: nothing but the id can be refused.
        var other = new TestGrain("other " + Guid.NewGuid().ToString("n"));
        await other.OpenAsync(store.Writer);
        Assert.Equal(CommitStatus.Conflict, (await other.ApplyAsync(store.Writer, other.Posting(id, 1))).Status);
    }

    private async Task UntilFiltersAsync(long count)
    {
        while (await ScalarAsync("select count(*) from posting_id_filter") < count) Cancellation.ThrowIfCancellationRequested();
    }

    private async Task<long> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_database.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(Cancellation), CultureInfo.InvariantCulture);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_database.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
