using Monitoring.EndToEnd.Support;
using SQLitePCL;

namespace Monitoring.EndToEnd.Faults;

/// <summary>
/// Makes an SQLite database slow from outside, as a disk that is or another program that holds it: takes its write lock for a while again and
/// again, and lets one transaction through in between.
/// </summary>
internal sealed class SlowedStore : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    private readonly sqlite3 _database;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _holding;

    static SlowedStore() => Batteries_V2.Init();

    /// <param name="folder">Data directory of the server.</param>
    /// <param name="hold">How long the lock is held each time.</param>
    public SlowedStore(string folder, TimeSpan hold)
    {
        Require(raw.sqlite3_open_v2(System.IO.Path.Combine(folder, "monitoring.db"), out _database, raw.SQLITE_OPEN_READWRITE, null!));
        raw.sqlite3_busy_timeout(_database, 60_000);
        _holding = Task.Run(() => HoldAsync(hold));
    }

    /// <summary>Times that the lock was held.</summary>
    public int Times { get; private set; }

    /// <summary>Waits until the lock is held; fails when it cannot be taken.</summary>
    public async Task HeldAsync() => await await Task.WhenAny(_held.Task, _holding);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _holding;
        raw.sqlite3_close_v2(_database);
        _stop.Dispose();
    }

    private async Task HoldAsync(TimeSpan hold)
    {
        using var look = new PeriodicTimer(Look);
        while (!_stop.IsCancellationRequested)
        {
            Require(raw.sqlite3_exec(_database, "begin immediate"));
            Times++;
            _held.TrySetResult();
            await Task.WhenAny(Task.Delay(hold, _stop.Token));
            Require(raw.sqlite3_exec(_database, "rollback"));
            var seen = Version();
            // Somebody else's transaction changes what this connection reads here.
            while (Version() == seen && !_stop.IsCancellationRequested) await look.WaitForNextTickAsync();
        }
    }

    private long Version()
    {
        Require(raw.sqlite3_prepare_v2(_database, "pragma data_version", out sqlite3_stmt statement));
        using (statement)
        {
            raw.sqlite3_step(statement);
            return raw.sqlite3_column_int64(statement, 0);
        }
    }

    private static void Require(int code) => Assert.True(code == raw.SQLITE_OK, $"SQLite code {code}");
}
