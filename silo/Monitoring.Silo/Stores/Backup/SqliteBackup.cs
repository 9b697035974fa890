using Monitoring.Silo.Escalation;
using Monitoring.Silo.Stores.Sqlite;

namespace Monitoring.Silo.Stores.Backup;

/// <summary>
/// Saves a data directory to one file while a server works on it, and puts it back. What the file holds is the store as of one moment: what
/// was acknowledged before the backup began is in it, and nothing half.
/// </summary>
public static class SqliteBackup
{
    private const string Unfinished = ".partial";

    /// <summary>Table in the file for what lies beside the database: the day that the clock closed last.</summary>
    private const string Notes = "backup_note";

    /// <summary>
    /// Copies the store of a data directory. The server goes on; its write-ahead log grows by what is written meanwhile. Takes about as long as
    /// copying the file.
    /// </summary>
    /// <param name="options">The data directory.</param>
    /// <param name="file">Where the copy goes; it appears when it is whole.</param>
    /// <param name="cancellation">Gives up; nothing is left.</param>
    /// <returns>Bytes of the copy.</returns>
    /// <exception cref="IOException">The file is there already, or cannot be written.</exception>
    /// <exception cref="StoreException">There is no database, or it cannot be read.</exception>
    public static long Save(StoreOptions options, string file, CancellationToken cancellation)
    {
        var source = Path.Combine(options.DataDirectory, SqliteDialect.FileName);
        if (!File.Exists(source)) throw new StoreException($"There is no database in {Path.GetFullPath(options.DataDirectory)}.", 0);
        if (File.Exists(file)) throw new IOException($"{file} is there already; a backup replaces nothing.");
        return Whole(file, draft =>
        {
            // Read first: a day closed once more does no harm, one left out does.
            var closed = new ClosedDayFile(options.DataDirectory).ReadText();
            using (var from = SqliteSession.OpenReader(source, options))
            using (var to = SqliteSession.OpenCopy(draft, options))
            {
                from.CopyTo(to, cancellation);
                to.Execute("pragma journal_mode = delete");
                if (closed is not null) WriteNote(to, closed);
            }

            Flush(draft);
        });
    }

    /// <summary>Puts a saved store into a data directory that is empty or not there yet, upgraded to this version.</summary>
    /// <param name="options">The data directory.</param>
    /// <param name="file">What <see cref="Save"/> wrote, or another whole copy of a database.</param>
    /// <exception cref="IOException">The directory is not empty, or the file cannot be read.</exception>
    /// <exception cref="StoreLockedException">A server uses the directory.</exception>
    /// <exception cref="StoreSchemaException">The file is of a newer version.</exception>
    /// <exception cref="StoreException">The file is damaged or no database of the platform.</exception>
    public static long Restore(StoreOptions options, string file)
    {
        if (!File.Exists(file)) throw new FileNotFoundException($"There is no {Path.GetFullPath(file)}.");
        using var held = DataDirectoryLock.Take(options.DataDirectory);
        var found = Directory.EnumerateFileSystemEntries(options.DataDirectory).Select(Path.GetFileName)
            .FirstOrDefault(static name => name != DataDirectoryLock.FileName);
        if (found is not null)
        {
            throw new IOException(
                $"{Path.GetFullPath(options.DataDirectory)} is not empty ({found}); name another directory with --data, or move what is there away.");
        }

        return Whole(Path.Combine(options.DataDirectory, SqliteDialect.FileName), draft =>
        {
            File.Copy(file, draft);
            using (var session = SqliteSession.OpenCopy(draft, options)) Admit(session, options);
            Flush(draft);
        });
    }

    /// <summary>Checks a copied database, takes out what lies beside it, and upgrades it.</summary>
    private static void Admit(SqliteSession session, StoreOptions options)
    {
        session.Execute("pragma journal_mode = delete");
        if (session.Text("pragma quick_check(1)") is var verdict && verdict != "ok") throw new StoreException($"The file is damaged: {verdict}.", 0);
        if (session.Scalar("select count(*) from sqlite_master where name = 'journal'") == 0)
        {
            throw new StoreException("The file is no database of the platform.", 0);
        }

        SqliteMigrator.Apply(session, Migration.Of("sqlite"));
        if (session.Scalar($"select count(*) from sqlite_master where name = '{Notes}'") == 0) return;
        new ClosedDayFile(options.DataDirectory).WriteText(session.Text($"select text from {Notes}")!);
        session.Execute($"drop table {Notes}");
    }

    private static void WriteNote(SqliteSession session, string text)
    {
        session.Execute($"create table {Notes} (text text not null)");
        using var insert = session.PrepareOnce($"insert into {Notes} (text) values (?1)");
        insert.Bind(1, text);
        insert.Run();
    }

    /// <summary>Makes a file that is there whole or not at all.</summary>
    private static long Whole(string file, Action<string> make)
    {
        var draft = file + Unfinished;
        File.Delete(draft);
        try
        {
            make(draft);
            File.Move(draft, file);
            return new FileInfo(file).Length;
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    private static void Flush(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Flush(flushToDisk: true);
    }
}
