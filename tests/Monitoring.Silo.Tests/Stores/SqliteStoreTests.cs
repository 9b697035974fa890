using Microsoft.Extensions.DependencyInjection;
using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Journal;
using Monitoring.Grains.Queries;
using Monitoring.Silo.Stores;
using Monitoring.Silo.Stores.Sqlite;
using Monitoring.Silo.Stores.Verify;

namespace Monitoring.Silo.Tests.Stores;

/// <summary>The database file: schema, lock, versions, start and stop.</summary>
public sealed class SqliteStoreTests : IDisposable
{
    private readonly SqliteTestStore _database = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string DatabasePath => Path.Combine(_database.Folder, SqliteDialect.FileName);

    public void Dispose() => _database.Dispose();

    [Fact]
    public void The_schema_is_the_one_written_down()
    {
        _database.Open().Dispose();
        using var session = SqliteSession.OpenReader(DatabasePath, new StoreOptions());
        using var select = session.PrepareOnce("select sql from sqlite_master where sql is not null order by type desc, name");
        var statements = new List<string>();
        while (select.Step()) statements.Add(select.Text(0));
        var actual = string.Join(";\n\n", statements) + ";\n";
        var path = Path.Combine(AppContext.BaseDirectory, "Stores", "schema.sqlite.sql");
        if (!File.Exists(path) || File.ReadAllText(path).ReplaceLineEndings("\n") != actual)
        {
            var written = Path.Combine(AppContext.BaseDirectory, "schema.sqlite.sql");
            File.WriteAllText(written, actual);
            Assert.Fail($"The schema differs from Stores/schema.sqlite.sql; if that is intended, take {written}.");
        }
    }

    [Fact]
    public void A_second_process_is_refused_with_what_to_do()
    {
        using var store = _database.Open();
        var refused = Assert.Throws<StoreLockedException>(() => _database.Open());
        Assert.Contains(_database.Folder, refused.Message, StringComparison.Ordinal);
        Assert.Contains("--data", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_lock_is_free_again_after_closing_and_after_a_failed_start()
    {
        _database.Open().Dispose();
        Execute("insert into schema_version values (9999, 'later.sql', 'x')");
        Assert.Throws<StoreSchemaException>(() => _database.Open());
        Execute("delete from schema_version where version = 9999");
        _database.Open().Dispose();
    }

    [Fact]
    public void A_newer_database_is_refused_with_both_versions()
    {
        _database.Open().Dispose();
        var known = Migration.Of("sqlite").Count;
        Execute($"insert into schema_version values ({known + 1}, 'later.sql', 'x')");
        var refused = Assert.Throws<StoreSchemaException>(() => _database.Open());
        Assert.Contains($"schema version {known + 1}", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"up to {known}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_whose_schema_step_differs_is_refused()
    {
        _database.Open().Dispose();
        Execute("update schema_version set sha256 = 'x' where version = 1");
        Assert.Contains("0001", Assert.Throws<StoreSchemaException>(() => _database.Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused()
    {
        File.WriteAllText(DatabasePath, new string('x', 10_000));
        Assert.Throws<StoreException>(() => _database.Open());
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused_by_name()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => new StoreOptions { QueryConnections = 0 }.Validate());
        Assert.Contains("QueryConnections", refused.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => new StoreOptions { DataDirectory = " " }.Validate());
        new StoreOptions().Validate();
    }

    [Fact]
    public async Task All_ports_come_from_the_services_and_close_with_them()
    {
        var services = new ServiceCollection().AddSqliteStore(new StoreOptions { DataDirectory = _database.Folder }).BuildServiceProvider();
        var journal = services.GetRequiredService<IJournal>();
        var grain = await new TestGrain("A").OpenAsync(journal);
        Assert.Equal(1, (await services.GetRequiredService<IJournalReader>().LoadAsync(GrainKind.Account, "A", 0)).Head.Sequence);
        Assert.Equal("A", (await services.GetRequiredService<IBankReader>().GetLedgersAsync(["A"], Cancellation))[0]!.Id);
        Assert.Empty(await services.GetRequiredService<IOpenDayReader>().ListAsync(DateOnly.MaxValue, false, "", 5, Cancellation));
        Assert.Empty(await services.GetRequiredService<IAlertReader>().ListEventsAsync(0, 5, Cancellation));
        Assert.Equal(0, services.GetRequiredService<IAlertFeed>().LatestCursor);
        Assert.Equal(0, await services.GetRequiredService<IQuarantineReader>().CountAsync(null, Cancellation));
        Assert.Empty(await services.GetRequiredService<IQuarantineStore>().ListAsync(0, 5, null, Cancellation));
        Assert.Equal(1, (await services.GetRequiredService<IStoreVerifier>().VerifyAsync(Cancellation)).Entries);
        Assert.True(await services.GetRequiredService<IStoreHealth>().ProbeAsync(Cancellation));
        await services.DisposeAsync();
        Assert.Equal(CommitStatus.Unavailable, (await journal.CommitAsync(grain.Posting("P", 1))).Status);
        _database.Open().Dispose();
    }

    [Fact]
    public async Task A_probe_tells_whether_writing_works()
    {
        using var gate = new WriteGate { FailWrites = true };
        using var store = _database.Open(gate);
        var health = new StoreHealth(store);
        Assert.False(await health.ProbeAsync(Cancellation));
        Assert.Contains("full", health.Problem, StringComparison.Ordinal);
        gate.FailWrites = false;
        Assert.True(await health.ProbeAsync(Cancellation));
        Assert.Null(health.Problem);
    }

    private void Execute(string sql)
    {
        using var session = SqliteSession.OpenWriter(DatabasePath, new StoreOptions());
        session.Execute(sql);
    }
}
