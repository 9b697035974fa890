using Monitoring.Silo.Escalation;
using Monitoring.Silo.Stores;
using Monitoring.Silo.Stores.Backup;
using Monitoring.Silo.Stores.Sqlite;
using Monitoring.Silo.Stores.Verify;

namespace Monitoring.Silo.Tests.Stores;

public sealed class SqliteBackupTests : IDisposable
{
    private readonly SqliteTestStore _database = new();
    private readonly DirectoryInfo _elsewhere = Directory.CreateTempSubdirectory("monitoring-backup-");

    private string File => Path.Combine(_elsewhere.FullName, "backup.db");

    private StoreOptions Live => new() { DataDirectory = _database.Folder };

    private StoreOptions Restored => new() { DataDirectory = Path.Combine(_elsewhere.FullName, "restored") };

    public void Dispose()
    {
        _database.Dispose();
        _elsewhere.Delete(recursive: true);
    }

    [Fact]
    public async Task A_backup_taken_while_postings_come_is_sound_and_holds_all_that_was_durable_before()
    {
        using var store = _database.Open();
        var grain = await new TestGrain("A1").OpenAsync(store.Writer, 0);
        await PostAsync(grain, store, 0, 500);
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var i = 500; !stop.IsCancellationRequested; i++) await PostAsync(grain, store, i, 1);
        }, TestContext.Current.CancellationToken);
        SqliteBackup.Save(Live, File, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await writing;

        SqliteBackup.Restore(Restored, File);
        using var restored = StoreServiceCollectionExtensions.OpenSqlite(Restored);
        var report = await new StoreVerifier(restored.Pool).VerifyAsync(TestContext.Current.CancellationToken);
        Assert.True(report.IsSound, string.Join("; ", report.Findings));
        Assert.InRange(report.Postings, 500, long.MaxValue);
    }

    [Fact]
    public void The_day_that_the_clock_closed_last_is_part_of_it()
    {
        _database.Open().Dispose();
        new ClosedDayFile(_database.Folder).Write(new DateOnly(2026, 11, 20));
        SqliteBackup.Save(Live, File, TestContext.Current.CancellationToken);
        SqliteBackup.Restore(Restored, File);
        Assert.Equal(new DateOnly(2026, 11, 20), new ClosedDayFile(Restored.DataDirectory).Read());
        using var session = SqliteSession.OpenReader(Path.Combine(Restored.DataDirectory, SqliteDialect.FileName), Restored);
        Assert.Equal(0, session.Scalar("select count(*) from sqlite_master where name = 'backup_note'"));
    }

    [Fact]
    public void Nothing_is_replaced_and_nothing_half_is_left()
    {
        _database.Open().Dispose();
        SqliteBackup.Save(Live, File, TestContext.Current.CancellationToken);
        Assert.Throws<IOException>(() => SqliteBackup.Save(Live, File, TestContext.Current.CancellationToken));
        Assert.Throws<IOException>(() => SqliteBackup.Restore(Live, File));
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        var other = Path.Combine(_elsewhere.FullName, "other.db");
        using (var session = SqliteSession.OpenWriter(Path.Combine(_database.Folder, SqliteDialect.FileName), Live))
        {
            session.Execute("create table filler (data blob); insert into filler values (zeroblob(40000000))");
        }

        Assert.Throws<OperationCanceledException>(() => SqliteBackup.Save(Live, other, stopped.Token));
        Assert.Equal([File], Directory.GetFiles(_elsewhere.FullName));
    }

    [Fact]
    public void A_directory_that_a_server_uses_is_left_alone()
    {
        _database.Open().Dispose();
        SqliteBackup.Save(Live, File, TestContext.Current.CancellationToken);
        using var server = DataDirectoryLock.Take(Restored.DataDirectory);
        Assert.Throws<StoreLockedException>(() => SqliteBackup.Restore(Restored, File));
    }

    [Theory]
    [InlineData("not a database, and longer than its first hundred bytes, so that it is not taken for an empty one: it is some text")]
    [InlineData("")]
    public void What_is_no_database_is_refused_and_leaves_nothing(string text)
    {
        System.IO.File.WriteAllText(File, text);
        Assert.Throws<StoreException>(() => SqliteBackup.Restore(Restored, File));
        Assert.Equal([DataDirectoryLock.FileName], Directory.GetFiles(Restored.DataDirectory).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_damaged_copy_is_refused()
    {
        using (var store = _database.Open())
        {
            await PostAsync(await new TestGrain("A1").OpenAsync(store.Writer, 0), store, 0, 2_000);
        }

        SqliteBackup.Save(Live, File, TestContext.Current.CancellationToken);
        using (var stream = new FileStream(File, FileMode.Open))
        {
            stream.Position = stream.Length / 2 / 4096 * 4096;
            stream.Write(new byte[8192]);
        }

        Assert.Throws<StoreException>(() => SqliteBackup.Restore(Restored, File));
    }

    private static async Task PostAsync(TestGrain grain, Store store, int from, int count)
    {
        for (var i = from; i < from + count; i++) await grain.PostAsync(store.Writer, TestGrain.PostingId(i), 1, TimeSpan.FromMinutes(i));
    }
}
