using Monitoring.Silo.Journal;
using Monitoring.Silo.Stores;

namespace Monitoring.Silo.Tests.Stores;

/// <summary>
/// Holds the writer before each group until it is allowed to go on, and makes it fail, at the points that a database can.
/// </summary>
internal sealed class WriteGate : IStoreFaults, IDisposable
{
    /// <summary>A writer that waits so long waits for ever.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    private readonly SemaphoreSlim _permits = new(0);
    private volatile TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _looks = new(0);
    private volatile bool _closed;
    private volatile bool _looksLimited;

    /// <summary>Whether writes fail before anything is written.</summary>
    public bool FailWrites { get; set; }

    /// <summary>Whether the end of a transaction fails.</summary>
    public bool FailCommits { get; set; }

    /// <summary>Whether the answer to the end of a transaction is lost.</summary>
    public bool LoseAnswers { get; set; }

    /// <summary>Whether looking what happened fails.</summary>
    public bool FailVerify { get; set; }

    /// <summary>Whether the end of a transaction fails, or its answer is lost, only where it has commits.</summary>
    public bool SparesOthers { get; set; }

    /// <summary>Commits of each group that was tried.</summary>
    public List<int> Groups { get; } = [];

    private bool IsHurt => !SparesOthers || Groups[^1] > 0;

    /// <summary>Makes every group wait.</summary>
    public void Close()
    {
        // Left from an opening at which nobody waited.
        while (_permits.Wait(0))
        {
        }

        _closed = true;
    }

    /// <summary>Lets everything through.</summary>
    public void Open()
    {
        _closed = false;
        _permits.Release();
    }

    public void Dispose()
    {
        Look();
        Open();
    }

    /// <summary>Lets the writer look again for what waits.</summary>
    public void Look()
    {
        if (!_looksLimited) return;
        _looksLimited = false;
        _looks.Release();
    }

    public void BeforeTake()
    {
        if (_looksLimited && !_looks.Wait(Timeout)) throw new TimeoutException("The writer was never let look.");
    }

    public void BeforeWrite(int commits)
    {
        if (_closed)
        {
            _held.TrySetResult();
            if (!_permits.Wait(Timeout)) throw new TimeoutException("The gate stayed closed.");
            _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        Groups.Add(commits);
        if (FailWrites) throw new StoreException("The disk is full (test).");
    }

    public void BeforeCommit()
    {
        if (FailCommits && IsHurt) throw new StoreException("The end of the transaction failed (test).");
    }

    public void AfterCommit()
    {
        if (LoseAnswers && IsHurt) throw new StoreException("The answer was lost (test).");
    }

    public void BeforeVerify()
    {
        if (FailVerify) throw new StoreException("The database is away (test).");
    }

    /// <summary>
    /// Queues work behind a closed gate and lets all of it through as one group, which is tried so often. Looking only once, the writer then
    /// waits for <see cref="Look"/>: no quiet moment comes to it. Heads that wait are written before, or stay as they are.
    /// </summary>
    internal async Task<T[]> InOneGroupAsync<T>(
        Store store, IEnumerable<Func<Task<T>>> work, int attempts = 1, bool looksOnce = false, bool settlesBefore = true)
    {
        Close();
        var plug = settlesBefore ? store.Writer.SettleAsync().AsTask() : store.Writer.WriteAsync(Probe).AsTask();
        // Once the writer holds the plug, or heads that waited before it, what comes now is taken together.
        await _held.Task.WaitAsync(Timeout);
        var tasks = work.Select(start => start()).ToArray();
        if (looksOnce)
        {
            _looksLimited = true;
            _looks.Release();
        }

        _permits.Release(1 + attempts);
        _ = plug;
        return await Task.WhenAll(tasks);
    }

    private static bool Probe(ISideWrites sides)
    {
        sides.Probe();
        return true;
    }
}
