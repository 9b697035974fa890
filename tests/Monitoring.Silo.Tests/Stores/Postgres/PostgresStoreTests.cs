using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Journal;
using Monitoring.Grains.Queries;
using Monitoring.Silo.Escalation;
using Monitoring.Silo.Stores;
using Monitoring.Silo.Stores.Verify;
using Npgsql;

namespace Monitoring.Silo.Tests.Stores.Postgres;

/// <summary>The database: schema, versions, start, and how it is read.</summary>
public sealed class PostgresStoreTests : IDisposable
{
    private readonly PostgresTestStore _database = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task The_schema_is_the_one_written_down()
    {
        _database.Open().Dispose();
        var actual = await SchemaAsync();
        var path = Path.Combine(AppContext.BaseDirectory, "Stores", "schema.postgres.txt");
        if (!File.Exists(path) || (await File.ReadAllTextAsync(path, Cancellation)).ReplaceLineEndings("\n") != actual)
        {
            var written = Path.Combine(AppContext.BaseDirectory, "schema.postgres.txt");
            await File.WriteAllTextAsync(written, actual, Cancellation);
            Assert.Fail($"The schema differs from Stores/schema.postgres.txt; if that is intended, take {written}.");
        }
    }

    [Fact]
    public async Task A_newer_database_is_refused_with_both_versions_and_an_edited_one_by_its_step()
    {
        _database.Open().Dispose();
        var known = Migration.Of("postgres").Count;
        await ExecuteAsync($"insert into schema_version values ({known + 1}, 'later.sql', 'x')");
        var refused = Assert.Throws<StoreSchemaException>(() => _database.Open());
        Assert.Contains($"schema version {known + 1}", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"up to {known}", refused.Message, StringComparison.Ordinal);
        await ExecuteAsync($"delete from schema_version where version = {known + 1}");
        await ExecuteAsync("update schema_version set sha256 = 'x' where version = 1");
        Assert.Contains("0001", Assert.Throws<StoreSchemaException>(() => _database.Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Processes_that_start_together_on_an_empty_database_make_its_schema_once()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _database.Open(), Cancellation)));
        await Task.WhenAll(stores.Select((store, i) => new TestGrain("A" + i).OpenAsync(store.Writer)));
        foreach (var store in stores) store.Dispose();
    }

    [Fact]
    public void A_server_that_does_not_answer_is_named_and_so_is_a_missing_connection_string()
    {
        var options = new StoreOptions { Kind = StoreKind.Postgres, StartTimeout = TimeSpan.Zero };
        var problem = Assert.Throws<InvalidOperationException>(options.Validate);
        Assert.Contains("Store:ConnectionString", problem.Message, StringComparison.Ordinal);
        options.ConnectionString = "Host=127.0.0.1;Port=1;Database=books;Username=u;Password=secret";
        var failure = Assert.Throws<StoreException>(() => StoreServiceCollectionExtensions.OpenPostgres(options));
        Assert.Contains("127.0.0.1:1/books", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_ports_come_from_the_services_and_close_with_them()
    {
        var folder = Directory.CreateTempSubdirectory("monitoring-store-");
        var options = new StoreOptions
        {
            Kind = StoreKind.Postgres,
            ConnectionString = _database.ConnectionString,
            DataDirectory = folder.FullName,
        };
        var services = new ServiceCollection().AddStore(options).BuildServiceProvider();
        var journal = services.GetRequiredService<IJournal>();
        var grain = await new TestGrain("A").OpenAsync(journal);
        Assert.Equal("A", (await services.GetRequiredService<IBankReader>().GetLedgersAsync(["A"], Cancellation))[0]!.Id);
        var days = services.GetRequiredService<IClosedDays>();
        Assert.Null(await days.ReadAsync(Cancellation));
        await days.WriteAsync(new DateOnly(2026, 11, 20), Cancellation);
        await days.WriteAsync(new DateOnly(2026, 11, 19), Cancellation);
        Assert.Equal(new DateOnly(2026, 11, 20), await days.ReadAsync(Cancellation));
        Assert.Equal(1, (await services.GetRequiredService<IStoreVerifier>().VerifyAsync(Cancellation)).Entries);
        Assert.True(await services.GetRequiredService<IStoreHealth>().ProbeAsync(Cancellation));
        await services.DisposeAsync();
        Assert.Equal(CommitStatus.Unavailable, (await journal.CommitAsync(grain.Posting("P", 1))).Status);
        folder.Delete(true);
    }

    [Fact]
    public async Task A_text_that_the_database_cannot_keep_fails_alone()
    {
        using var gate = new WriteGate();
        using var store = _database.Open(gate);
        var good = new TestGrain("A");
        var bad = new TestGrain("B", branch: "B\0");
        var results = await gate.InOneGroupAsync(
            store,
            [
                () => store.Writer.CommitAsync(good.Opening()).AsTask(),
                async () =>
                {
                    await Assert.ThrowsAnyAsync<Exception>(async () => await store.Writer.CommitAsync(bad.Opening()));
                    return new CommitResult(CommitStatus.Unknown);
                },
            ],
            attempts: 3);
        gate.Open();
        Assert.Equal(CommitStatus.Committed, results[0].Status);
        Assert.Equal(GrainHead.None, (await store.Reader.LoadAsync(GrainKind.Account, "B", 0)).Head);
    }

    [Fact]
    public async Task Neither_writing_nor_what_grains_and_people_read_of_accounts_scans_a_table()
    {
        // Small tables are scanned for choice; with this, only for want of an index.
        await ExecuteAsync(
            "do $$ begin execute format('alter database %I set enable_seqscan = off', current_database()); end $$");
        using (var store = _database.Open(null, options => (options.PartitionEntries, options.IdPartEntries) = (50, 40)))
        {
            var grains = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => new TestGrain("A" + i).OpenAsync(store.Writer)));
            foreach (var grain in grains)
            {
                for (var i = 0; i < 5; i++) await grain.PostAsync(store.Writer, grain.Id + "-" + i, 1, TimeSpan.FromMinutes(i % 2));
                await store.Reader.LoadAsync(GrainKind.Account, grain.Id, 2);
                await store.Bank.ListPostingsAsync(grain.Id, 4, 2, Cancellation);
                await store.Bank.GetBalanceAtAsync(grain.Id, TestGrain.Start, Cancellation);
            }
        }

        await OthersAreGoneAsync();
        Assert.Empty(await NamesAsync(
            """
            select relname from pg_stat_user_tables
            where seq_tup_read > 0 and (relname like 'journal\_0%' or relname like 'posting\_id%' or relname in ('grain_head', 'grain'))
            """));
        Assert.NotEmpty(await NamesAsync("select relname from pg_stat_user_tables where idx_scan > 0 and relname like 'journal\\_0%'"));
    }

    private async Task<string> SchemaAsync()
    {
        var text = new StringBuilder();
        var tables = await NamesAsync(
            """
            select c.relname || ' ' || c.relkind::text || coalesce(' (' || array_to_string(c.reloptions, ', ') || ')', '') from pg_class c
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v') and c.relname not like 'journal\_0%' order by 1
            """);
        foreach (var table in tables)
        {
            text.Append(table).Append('\n');
            var name = table.Split(' ')[0];
            foreach (var column in await NamesAsync(
                $"""
                select '  ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
                  || case when a.attnotnull then ' not null' else '' end
                  || coalesce(' collate ' || 
                    (select collname from pg_collation l where l.oid = a.attcollation and collname <> 'default'), '')
                from pg_attribute a where a.attrelid = 'public.{name}'::regclass and a.attnum > 0 order by a.attnum
                """))
            {
                text.Append(column).Append('\n');
            }

            foreach (var index in await NamesAsync($"select '  ' || indexdef from pg_indexes where tablename = '{name}' order by 1"))
            {
                text.Append(index).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>Statistics are complete when the server is done with the connections that were closed, which it learns of afterwards.</summary>
    private async Task OthersAreGoneAsync()
    {
        const string Others =
            """
            select pid::text from pg_stat_activity
            where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()
            """;
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while ((await NamesAsync(Others)).Count > 0) await poll.WaitForNextTickAsync(Cancellation);
    }

    private async Task<List<string>> NamesAsync(string sql)
    {
        var names = new List<string>();
        await using var connection = new NpgsqlConnection(_database.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        while (await reader.ReadAsync(Cancellation)) names.Add(reader.GetString(0));
        return names;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_database.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
