using Microsoft.Extensions.Logging.Abstractions;
using Monitoring.Silo.Journal;
using Monitoring.Silo.Stores;
using Monitoring.Silo.Stores.Sqlite;
using Monitoring.Simulation.Engine;

namespace Monitoring.Simulation.Platform;

/// <summary>
/// SQLite in a directory. A crash copies the files as they are at that moment to a new directory; so the remains of the process that ended
/// can write what they want. A crash while a commit is under way may cut its end off the log, as a power failure does.
/// </summary>
internal sealed class SqlitePlace(string root) : IStorePlace
{
    private const string Database = SqliteDialect.FileName;
    private const string Log = Database + "-wal";

    /// <summary>Length of the head of the log, which changes when the log begins anew.</summary>
    private const int LogHeadLength = 32;

    private int _process;
    private long _logBefore;
    private byte[] _headBefore = [];
    private StoreOptions _options = new();

    public string Folder => Path.Combine(root, "process-" + _process);

    public Store Open(StoreOptions options, IStoreFaults faults, Func<IStoreDialect, IStoreDialect> wrap)
    {
        _options = options;
        options.DataDirectory = Folder;
        var directoryLock = DataDirectoryLock.Take(Folder);
        var dialect = SqliteDialect.Open(options, NullLogger.Instance);
        return new Store(wrap(dialect), options, NullLoggerFactory.Instance, faults, directoryLock);
    }

    public void BeginGroup()
    {
        _headBefore = Head(out _logBefore);
    }

    public void Crash(SimRandom random, bool isCommitting)
    {
        var from = Folder;
        var head = Head(out var length);
        _process++;
        Directory.CreateDirectory(Folder);
        // The database before its log: what a copy of pages changes meanwhile is still in the log.
        foreach (var file in Directory.GetFiles(from).Where(IsKept).Order(StringComparer.Ordinal))
        {
            File.Copy(file, Path.Combine(Folder, Path.GetFileName(file)));
        }

        var isGrown = head.AsSpan().SequenceEqual(_headBefore) && length > _logBefore;
        if (!isCommitting || !isGrown || random.Chance(500)) return;
        using var log = new FileStream(Path.Combine(Folder, Log), FileMode.Open);
        log.SetLength(_logBefore + random.Below((int)(length - _logBefore)));
    }

    public void Forget()
    {
        var before = Path.Combine(root, "process-" + (_process - 1));
        if (Directory.Exists(before)) Directory.Delete(before, true);
    }

    public void Execute(string sql)
    {
        using var session = SqliteSession.OpenWriter(Path.Combine(Folder, Database), _options);
        session.Execute(sql);
    }

    public void Dispose()
    {
        if (Directory.Exists(root)) Directory.Delete(root, true);
    }

    private static bool IsKept(string file) =>
        !file.EndsWith("-shm", StringComparison.Ordinal) && Path.GetFileName(file) != DataDirectoryLock.FileName;

    private byte[] Head(out long length)
    {
        length = 0;
        var path = Path.Combine(Folder, Log);
        if (!File.Exists(path)) return [];
        using var log = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        length = log.Length;
        var head = new byte[LogHeadLength];
        return log.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length ? head : [];
    }
}
