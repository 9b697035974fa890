using System.Globalization;
using SQLitePCL;

namespace Monitoring.Silo.Stores.Sqlite;

/// <summary>One connection, used by one thread at a time, with the statements prepared on it.</summary>
internal sealed class SqliteSession : IDisposable
{
    /// <summary>Pages copied between two looks whether to give up: some megabytes.</summary>
    private const int CopyPages = 2_048;

    private readonly sqlite3 _handle;
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);

    static SqliteSession() => Batteries_V2.Init();

    private SqliteSession(sqlite3 handle) => _handle = handle;

    /// <summary>Rows that the last statement changed.</summary>
    public int Changes => SqliteNative.Changes(_handle.DangerousGetHandle());

    /// <summary>Whether a transaction is open.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    /// <summary>Opens the connection that writes; makes the database when there is none.</summary>
    public static SqliteSession OpenWriter(string path, StoreOptions options)
    {
        var session = Open(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE, options.BusyTimeout);
        try
        {
            session.Execute("pragma journal_mode = wal");
            // A commit is acknowledged only after its pages are on the disk.
            session.Execute("pragma synchronous = full");
            // The checkpointer does it beside the writer.
            session.Execute("pragma wal_autocheckpoint = 0");
            session.Execute("pragma temp_store = memory");
            session.SetCache(options.WriterCacheBytes);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Opens a connection that only reads.</summary>
    public static SqliteSession OpenReader(string path, StoreOptions options)
    {
        var session = Open(path, raw.SQLITE_OPEN_READWRITE, options.BusyTimeout);
        try
        {
            session.Execute("pragma query_only = on");
            session.Execute("pragma temp_store = memory");
            session.SetCache(options.ReaderCacheBytes);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Opens a database that nobody else uses and that is written as a whole; made when there is none.</summary>
    public static SqliteSession OpenCopy(string path, StoreOptions options)
    {
        var session = Open(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE, options.BusyTimeout);
        try
        {
            // Whoever makes it flushes it at the end, and starts again when that is not reached.
            session.Execute("pragma synchronous = off");
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Opens a connection to a database of somebody else: the library itself refuses to write it.</summary>
    public static SqliteSession OpenReadOnly(string path, StoreOptions options) => Open(path, raw.SQLITE_OPEN_READONLY, options.BusyTimeout);

    /// <summary>The statement for a text, prepared once and kept.</summary>
    public SqliteStatement Prepare(string sql)
    {
        if (_statements.TryGetValue(sql, out var known)) return known;
        var statement = PrepareOnce(sql);
        _statements.Add(sql, statement);
        return statement;
    }

    /// <summary>A statement that the caller disposes of; for texts that are put together and seldom come again.</summary>
    public SqliteStatement PrepareOnce(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_handle, sql, out sqlite3_stmt statement));
        return new SqliteStatement(this, statement);
    }

    /// <summary>Runs statements without results.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(_handle, sql));

    /// <summary>Runs a statement and gives the first column of its first row.</summary>
    public long Scalar(string sql)
    {
        using var statement = PrepareOnce(sql);
        return statement.Step() ? statement.Int64(0) : 0;
    }

    /// <summary>Runs a statement and gives the first column of its first row; <c>null</c> when there is none.</summary>
    public string? Text(string sql)
    {
        using var statement = PrepareOnce(sql);
        return statement.Step() ? statement.Text(0) : null;
    }

    /// <summary>Copies the whole database as of one moment to another, beside readers and writers.</summary>
    public void CopyTo(SqliteSession target, CancellationToken cancellation)
    {
        // As long as this transaction lasts the copy sees what it sees, and need not begin anew when somebody writes.
        Execute("begin");
        Scalar("select count(*) from sqlite_master");
        using var copy = raw.sqlite3_backup_init(target._handle, "main", _handle, "main");
        if (copy is null || copy.IsInvalid) throw target.Failure(raw.sqlite3_errcode(target._handle));
        int code;
        while ((code = raw.sqlite3_backup_step(copy, CopyPages)) == raw.SQLITE_OK) cancellation.ThrowIfCancellationRequested();
        if (code != raw.SQLITE_DONE) throw target.Failure(code);
        target.Check(raw.sqlite3_backup_finish(copy));
        Execute("rollback");
    }

    /// <summary>Copies what nobody needs in the log any more to the database, beside readers and the writer.</summary>
    /// <returns>Pages in the log, and how many of them were copied.</returns>
    public (int InLog, int Copied) Checkpoint()
    {
        var code = raw.sqlite3_wal_checkpoint_v2(_handle, null!, raw.SQLITE_CHECKPOINT_PASSIVE, out var inLog, out var copied);
        if (code != raw.SQLITE_BUSY) Check(code);
        return (inLog, copied);
    }

    /// <summary>Pages written to the log since the last call.</summary>
    public int TakePagesWritten()
    {
        Check(raw.sqlite3_db_status(_handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 1));
        return pages;
    }

    /// <summary>Throws when a call failed.</summary>
    public void Check(int code)
    {
        if (code is raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE) return;
        throw Failure(code);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in _statements.Values) statement.Dispose();
        _statements.Clear();
        raw.sqlite3_close_v2(_handle);
    }

    private static SqliteSession Open(string path, int flags, TimeSpan busyTimeout)
    {
        // One thread uses a connection at a time, so that the library need not lock.
        var code = raw.sqlite3_open_v2(path, out var handle, flags | raw.SQLITE_OPEN_NOMUTEX, null!);
        if (code != raw.SQLITE_OK)
        {
            handle?.Dispose();
            var message = string.Create(CultureInfo.InvariantCulture, $"The database {path} cannot be opened (SQLite code {code}).");
            throw new StoreException(message, code);
        }

        var session = new SqliteSession(handle);
        raw.sqlite3_busy_timeout(handle, (int)busyTimeout.TotalMilliseconds);
        return session;
    }

    private void SetCache(long bytes) =>
        Execute(string.Create(CultureInfo.InvariantCulture, $"pragma cache_size = -{bytes / 1024}"));

    private StoreException Failure(int code)
    {
        var extended = raw.sqlite3_extended_errcode(_handle);
        var message = raw.sqlite3_errmsg(_handle).utf8_to_string();
        return new StoreException(string.Create(CultureInfo.InvariantCulture, $"SQLite code {extended}: {message}."), code);
    }
}
