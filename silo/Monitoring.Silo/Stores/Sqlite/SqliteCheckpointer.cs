using Microsoft.Extensions.Logging;
using Monitoring.Silo.Journal;

namespace Monitoring.Silo.Stores.Sqlite;

/// <summary>
/// Copies the write-ahead log to the database on a thread and connection of its own, so that no commit waits for it. The log begins anew
/// when all of it is copied at a moment when nobody writes; under a load without a pause the writer makes such a moment itself, when
/// the log gets long: most is copied by then.
/// </summary>
internal sealed class SqliteCheckpointer : IDisposable
{
    /// <summary>
    /// Part of a copy's usual pages that are written before the writer tries again to finish a copy that readers held up.
    /// </summary>
    private const int RetryPart = 16;

    private readonly object _gate = new();
    private readonly Func<SqliteSession> _open;
    private readonly ILogger _logger;
    private readonly long _pages;
    private readonly long _pagesForced;
    private readonly Thread _thread;
    private long _waiting;
    private long _inLog;
    private bool _stopping;

    /// <param name="open">Opens the connection that copies.</param>
    /// <param name="pageBytes">Size of a page.</param>
    /// <param name="options">When to copy.</param>
    /// <param name="logger">Log.</param>
    public SqliteCheckpointer(Func<SqliteSession> open, long pageBytes, StoreOptions options, ILogger logger)
    {
        _open = open;
        _logger = logger;
        _pages = options.CheckpointBytes / pageBytes;
        _pagesForced = options.CheckpointForcedBytes / pageBytes;
        _thread = new Thread(Run) { IsBackground = true, Name = "Journal checkpointer" };
        _thread.Start();
    }

    /// <summary>Called by the writer between transactions.</summary>
    public void Wrote(SqliteSession writer)
    {
        var pages = writer.TakePagesWritten();
        bool forced;
        lock (_gate)
        {
            _waiting += pages;
            // Just after a copy beside the writer, which then has little left to copy while everybody waits; when none ends, at twice that.
            forced = _waiting >= _pages / RetryPart && (_inLog >= _pagesForced || _inLog + _waiting >= 2 * _pagesForced);
            if (_waiting >= _pages) Monitor.Pulse(_gate);
        }

        if (!forced) return;
        var (inLog, copied) = writer.Checkpoint();
        lock (_gate)
        {
            // Less than all, or nothing (then told as a negative number) while another copies: the log goes on growing.
            if (inLog < 0) _inLog += _waiting;
            else _inLog = copied < inLog ? inLog : 0;
            _waiting = 0;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.PulseAll(_gate);
        }

        _thread.Join();
    }

    private void Run()
    {
        while (Wait(out var pages))
        {
            var inLog = -1L;
            try
            {
                // Opened for each copy: it takes a millisecond, and a connection that is idle may keep a removed file alive.
                using var session = _open();
                (inLog, _) = session.Checkpoint();
            }
            catch (StoreException exception)
            {
                JournalLog.CheckpointFailed(_logger, exception);
            }

            // Nothing was copied when it failed or another copies: what was to be is in the log all the same.
            lock (_gate) _inLog = inLog < 0 ? _inLog + pages : inLog;
        }
    }

    /// <summary>Waits until there is something to copy, and how many pages; <c>false</c> at the end.</summary>
    private bool Wait(out long pages)
    {
        pages = 0;
        lock (_gate)
        {
            while (_waiting < _pages)
            {
                if (_stopping) return false;
                Monitor.Wait(_gate);
            }

            if (_stopping) return false;
            (pages, _waiting) = (_waiting, 0);
            return true;
        }
    }
}
