using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Monitoring.Grains.Journal;
using Monitoring.Silo.Stores;

namespace Monitoring.Silo.Journal;

/// <summary>
/// The one writer: a thread that takes all decisions that wait, writes them in one transaction, and answers when it is durable. While it
/// syncs, the next ones gather. Side writes fill what room is left. Thread-safe; callers go on in the pool, never on its thread.
/// </summary>
internal sealed class JournalWriter : IJournal, IDisposable
{
    /// <summary>
    /// After so long without work, all heads that wait are written: longer than a busy feed ever pauses, be it for a collection of this
    /// process' memory or its sender's, as who comes next waits for all of them; short to a person, whose queries do not wait for it.
    /// </summary>
    private static readonly TimeSpan QuietTime = TimeSpan.FromSeconds(1);

    /// <summary>
    /// After so long without work while writing fails, it is tried whether it works again, and what became of a commit whose end is not known:
    /// else nobody is told of its alerts before the next posting. Seconds, as each try that fails is logged.
    /// </summary>
    private static readonly TimeSpan RetryTime = TimeSpan.FromSeconds(5);

    private readonly object _gate = new();
    private readonly Intake<PendingCommit> _commits;
    private readonly Intake<SideWrite> _sides;
    private readonly GroupTransaction _transaction;
    private readonly HeadLag _lag;
    private readonly RecentIds _ids;
    private readonly StoreOptions _options;
    private readonly ILogger _logger;
    private readonly JournalMetrics _metrics;
    private readonly Action<GroupPlan> _committed;
    private readonly Action<StoreCounters> _recovered;
    private readonly GroupPlan _plan = new();
    private readonly List<PendingCommit> _group = [];
    private readonly List<SideWrite> _groupSides = [];
    private readonly Thread _thread;
    private volatile string? _problem;
    private bool _stopping;
    private bool _closing;

    /// <param name="transaction">Writes groups; owned.</param>
    /// <param name="lag">Heads that wait to be written.</param>
    /// <param name="ids">Told of each id that is written.</param>
    /// <param name="options">Bounds.</param>
    /// <param name="committed">Told of each durable group, on the writer's thread, while its callers are answered in the pool.</param>
    /// <param name="recovered">Told of what is committed when that was found out anew, on the writer's thread.</param>
    /// <param name="logger">Log.</param>
    public JournalWriter(
        GroupTransaction transaction, HeadLag lag, RecentIds ids, StoreOptions options, Action<GroupPlan> committed,
        Action<StoreCounters> recovered, ILogger logger)
    {
        _recovered = recovered;
        _ids = ids;
        _transaction = transaction;
        _lag = lag;
        _options = options;
        _committed = committed;
        _logger = logger;
        _commits = new Intake<PendingCommit>(_gate, options.QueueCapacity);
        _sides = new Intake<SideWrite>(_gate, options.QueueCapacity);
        _metrics = new JournalMetrics(() => _commits.Count);
        _thread = new Thread(Run) { IsBackground = true, Name = "Journal writer" };
        _thread.Start();
    }

    /// <summary>Why the last attempt to write failed; <c>null</c> when it did not.</summary>
    public string? Problem => _problem;

    /// <summary>Decisions and side writes that wait; an approximate figure while it writes.</summary>
    public int Waiting => _commits.Count + _sides.Count;

    /// <inheritdoc/>
    public ValueTask<CommitResult> CommitAsync(GrainCommit commit)
    {
        ArgumentOutOfRangeException.ThrowIfZero(commit.Entries.Count, nameof(commit));
        if (commit.Head.Key == 0 && commit.Profile is null)
        {
            throw new ArgumentException("The first commit of a grain carries its profile.", nameof(commit));
        }

        var pending = new PendingCommit(commit);
        var added = _commits.AddAsync(pending);
        return added is { IsCompletedSuccessfully: true, Result: true } ? pending.Result : WaitForRoomAsync(added, pending);
    }

    /// <summary>Writes something beside the journal.</summary>
    /// <param name="apply">Writes it; on the writer's thread, perhaps more than once.</param>
    /// <param name="weight">Number of rows.</param>
    /// <exception cref="JournalUnavailableException">It was not written, or that is not known.</exception>
    public async ValueTask<T> WriteAsync<T>(Func<ISideWrites, T> apply, int weight = 1)
    {
        var write = new SideWrite<T>(apply, weight);
        if (!await _sides.AddAsync(write).ConfigureAwait(false)) throw new JournalUnavailableException("The store is closed.");
        return await write.Result.ConfigureAwait(false);
    }

    /// <summary>Writes the heads that wait.</summary>
    /// <exception cref="JournalUnavailableException">They were not written, or that is not known.</exception>
    public async ValueTask SettleAsync() => await WriteAsync(Settle).ConfigureAwait(false);

    /// <summary>Writes what waits, then stops; later commits are refused.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_stopping) return;
            _stopping = true;
            // With it, so that nothing is queued after the thread saw the end: every caller gets an answer.
            _commits.Close();
            _sides.Close();
        }

        _thread.Join();
        _transaction.Dispose();
        _metrics.Dispose();
    }

    private static async ValueTask<CommitResult> WaitForRoomAsync(ValueTask<bool> added, PendingCommit pending)
    {
        if (!await added.ConfigureAwait(false)) return new CommitResult(CommitStatus.Unavailable);
        return await pending.Result.ConfigureAwait(false);
    }

    private void Run()
    {
        while (!_closing && Take())
        {
            try
            {
                WriteGroup();
            }
            catch (Exception exception)
            {
                // Not a failure of the database but of what it was given: whose it is shows when each is written alone.
                WriteOneByOne(exception);
            }

            Maintain();
        }
    }

    private bool Take()
    {
        _group.Clear();
        _groupSides.Clear();
        _transaction.BeforeTake();
        lock (_gate)
        {
            if (!WaitForWork())
            {
                // Something may have come as the wait ended.
                var ends = _stopping && _commits.Count == 0 && _sides.Count == 0;
                if (ends && _lag.Count == 0) return false;
                // A quiet moment, or the end.
                _groupSides.Add(new SideWrite<bool>(Settle, 1));
                _closing = ends;
                return true;
            }

            var entries = 0;
            while (entries < _options.EntriesPerTransactionMax && _commits.TryTake(out var commit))
            {
                _group.Add(commit);
                entries += commit.Commit.Entries.Count;
            }

            var weight = 0;
            while (weight < _options.SideWritesPerTransactionMax && _sides.TryTake(out var side))
            {
                _groupSides.Add(side);
                weight += side.Weight;
            }
        }

        return true;
    }

    /// <summary>Waits until something is queued; not when it is quiet and heads wait to be written, nor when stopping.</summary>
    private bool WaitForWork()
    {
        while (_commits.Count == 0 && _sides.Count == 0)
        {
            if (_stopping) return false;
            // While writing fails, the next decision or probe finds out whether it works again, or a look of its own.
            if (_problem is not null)
            {
                if (!Monitor.Wait(_gate, RetryTime)) return false;
            }
            else if (_lag.Count == 0) Monitor.Wait(_gate);
            else if (!Monitor.Wait(_gate, QuietTime)) return false;
        }

        return true;
    }

    private static bool Settle(ISideWrites writes)
    {
        writes.Settle();
        return true;
    }

    private void WriteGroup()
    {
        while (_group.Count > 0 || _groupSides.Count > 0)
        {
            var started = Stopwatch.GetTimestamp();
            switch (Attempt(out var failure))
            {
                case GroupOutcome.Committed:
                    _metrics.Committed(_plan.Entries, Stopwatch.GetElapsedTime(started));
                    Complete();
                    return;
                case GroupOutcome.Conflicted:
                    DropConflicts();
                    break;
                case GroupOutcome.Unknown:
                    JournalLog.OutcomeUnknown(_logger, failure!, _group.Count);
                    Refuse(CommitStatus.Unknown, failure!);
                    return;
                default:
                    JournalLog.Unavailable(_logger, failure!, _group.Count);
                    Refuse(CommitStatus.Unavailable, failure!);
                    return;
            }
        }
    }

    private GroupOutcome Attempt(out Exception? failure)
    {
        try
        {
            if (_transaction.Begin(_group.Count)) _recovered(_transaction.Counters);
        }
        catch (StoreException exception)
        {
            failure = exception;
            return GroupOutcome.Unavailable;
        }

        return _transaction.Write(_plan, _group, _groupSides, out failure);
    }

    private void Complete()
    {
        if (_problem is not null)
        {
            _problem = null;
            JournalLog.Available(_logger);
        }

        // Before their callers, who may send the same again.
        for (var i = 0; i < _plan.Commits.Count; i++) Remember(_plan.Commits[i].Pending.Commit);
        CommitAnswers.Give(_plan);
        foreach (var side in _groupSides) side.Complete();
        try
        {
            _committed(_plan);
        }
        catch (Exception exception)
        {
            JournalLog.ListenerFailed(_logger, exception);
        }
    }

    private void Remember(GrainCommit commit)
    {
        for (var i = 0; i < commit.Entries.Count; i++)
        {
            var entry = commit.Entries[i];
            if (entry.Kind == EntryKind.Posted) _ids.Add(entry.PostingKey);
        }
    }

    private void DropConflicts()
    {
        _ids.Conflicted();
        _metrics.Conflicted(_plan.Conflicts.Count);
        JournalLog.Conflicted(_logger, _plan.Conflicts.Count);
        foreach (var index in _plan.Conflicts.Reverse())
        {
            _group[index].Complete(new CommitResult(CommitStatus.Conflict));
            _group.RemoveAt(index);
        }
    }

    private void Refuse(CommitStatus status, Exception failure)
    {
        _metrics.Failed();
        _problem = failure.Message;
        foreach (var pending in _group) pending.Complete(new CommitResult(status));
        foreach (var side in _groupSides) side.Fail(failure);
    }

    private void WriteOneByOne(Exception exception)
    {
        var commits = _group.ToArray();
        var sides = _groupSides.ToArray();
        if (commits.Length + sides.Length == 1)
        {
            FailOnly(exception);
            return;
        }

        foreach (var commit in commits) WriteAlone(() => _group.Add(commit));
        foreach (var side in sides) WriteAlone(() => _groupSides.Add(side));
    }

    private void WriteAlone(Action add)
    {
        _group.Clear();
        _groupSides.Clear();
        add();
        try
        {
            WriteGroup();
        }
        catch (Exception exception)
        {
            FailOnly(exception);
        }
    }

    private void FailOnly(Exception exception)
    {
        foreach (var pending in _group)
        {
            JournalLog.Refused(_logger, exception, pending.Commit.Id);
            pending.Fail(exception);
        }

        foreach (var side in _groupSides)
        {
            JournalLog.SideWriteFailed(_logger, exception);
            side.Fail(exception);
        }
    }

    private void Maintain()
    {
        try
        {
            _transaction.Maintain();
        }
        catch (StoreException exception)
        {
            JournalLog.CheckpointFailed(_logger, exception);
        }
    }
}
