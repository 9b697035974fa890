using Microsoft.Extensions.Logging;
using Orleans;

namespace Monitoring.LocalSilo;

/// <summary>
/// The place of one grain: its inbox, its scheduler and, while active, the grain itself. Everything happens in turns, one at a time,
/// on the thread pool. Anyone may post to the inbox; all other fields belong to the turn that runs. A grain that is put away while
/// calls wait is followed by another in the same place, so no call overtakes another and no two grains of one key live at once.
/// </summary>
internal sealed partial class Activation : TaskScheduler, IThreadPoolWorkItem
{
    /// <summary>Turns after which the thread is given to others: some tens of microseconds of small turns.</summary>
    private const int TurnsPerSlice = 128;

    private static readonly WorkItem Busy = new ActionWorkItem(static _ => { });
    private static readonly WorkItem Closed = new ActionWorkItem(static _ => { });

    [ThreadStatic]
    private static bool t_runsInPlace;

    private readonly GrainKind _kind;

    /// <summary>
    /// Newest item first. Null: nothing to do, no thread assigned. <see cref="Busy"/>: a thread is assigned and has taken all.
    /// <see cref="Closed"/>: for ever empty; post to the activation that takes this one's place.
    /// </summary>
    private WorkItem? _inbox;

    /// <summary>Taken from the inbox, oldest first.</summary>
    private WorkItem? _taken;

    internal Activation(GrainKind kind, string key)
    {
        _kind = kind;
        Key = key;
    }

    internal string Key { get; }

    internal GrainKind Kind => _kind;

    internal LocalSiloHost Host => _kind.Host;

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel => 1;

    /// <inheritdoc/>
    public override string ToString() => $"{_kind.Name}/{Key}";

    /// <summary>False when the activation is closed. Never blocks; items of one poster stay in order.</summary>
    internal bool TryPost(WorkItem item)
    {
        var head = Volatile.Read(ref _inbox);
        while (true)
        {
            if (ReferenceEquals(head, Closed))
            {
                return false;
            }

            item.Next = ReferenceEquals(head, Busy) ? null : head;
            var seen = Interlocked.CompareExchange(ref _inbox, item, head);
            if (ReferenceEquals(seen, head))
            {
                break;
            }

            head = seen;
        }

        if (head is null)
        {
            if (MayRunInPlace()) RunInPlace();
            else ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
        }

        return true;
    }

    /// <summary>Not where a context would take what follows an await away from the grain's turns.</summary>
    private bool MayRunInPlace() =>
        !t_runsInPlace && Host.Options.MayRunTurnsHere is { } mayRun && mayRun() && SynchronizationContext.Current is null;

    private void RunInPlace()
    {
        t_runsInPlace = true;
        try
        {
            Run();
        }
        finally
        {
            t_runsInPlace = false;
        }
    }

    /// <summary>Runs a task in the present turn.</summary>
    internal void Execute(Task task) => TryExecuteTask(task);

    void IThreadPoolWorkItem.Execute() => Run();

    private void Run()
    {
        if (TryRunLoneTask()) return;
        // Inside a task of this scheduler, so that what follows an await in grain code comes back here.
        new Task(static self => ((Activation)self!).RunSlice(), this, TaskCreationOptions.DenyChildAttach).RunSynchronously(this);
    }

    /// <inheritdoc/>
    protected override void QueueTask(Task task)
    {
        if (!TryPost(new TaskWorkItem(task)))
        {
            // Work that a grain left behind when it was put away. It still runs, one piece at a time.
            ThreadPool.UnsafeQueueUserWorkItem(
                static leftover => leftover.self.RunLeftover(leftover.task), (self: this, task), preferLocal: false);
        }
    }

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && (ReferenceEquals(task.AsyncState, this) || ReferenceEquals(Current, this)) && TryExecuteTask(task);

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks() => [];

    /// <summary>
    /// Most slices are one task that goes on after an await; it is of this scheduler already. True when it was, and the thread was let go.
    /// </summary>
    private bool TryRunLoneTask()
    {
        if (_phase != ActivationPhase.Valid || _firstWaiting is not null || TakeNext() is not { } item)
        {
            return false;
        }

        if (item is not TaskWorkItem { Task: var task })
        {
            item.Next = _taken;
            _taken = item;
            return false;
        }

        TryExecuteTask(task);
        return _phase == ActivationPhase.Valid && _firstWaiting is null && _taken is null && !_endsWhenIdle
            && ReferenceEquals(Interlocked.CompareExchange(ref _inbox, null, Busy), Busy);
    }

    private void RunLeftover(Task task)
    {
        lock (this)
        {
            TryExecuteTask(task);
        }
    }

    private void RunSlice()
    {
        for (var turns = 0; turns < TurnsPerSlice; turns++)
        {
            try
            {
                if (TryStartNext())
                {
                    continue;
                }

                if (TakeNext() is { } item)
                {
                    item.Run(this);
                }
                else if (TryRest())
                {
                    return;
                }
            }
            catch (Exception exception)
            {
                LocalSiloLog.TurnFailed(Host.Logger, exception, this);
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private WorkItem? TakeNext()
    {
        if (_taken is null && !TakeInbox())
        {
            return null;
        }

        var item = _taken!;
        _taken = item.Next;
        item.Next = null;
        return item;
    }

    /// <summary>Takes all of the inbox and turns it round, oldest first.</summary>
    private bool TakeInbox()
    {
        var newest = Interlocked.Exchange(ref _inbox, Busy);
        if (ReferenceEquals(newest, Busy))
        {
            return false;
        }

        while (newest is not null)
        {
            var older = newest.Next;
            newest.Next = _taken;
            _taken = newest;
            newest = older;
        }

        return true;
    }

    /// <summary>Lets all calls that have arrived wait, so that they share the fate of those that wait already.</summary>
    private void AppendArrived()
    {
        var older = _taken;
        _taken = null;
        TakeInbox();
        var newer = _taken;
        _taken = null;
        WorkItem? lastKept = null;
        foreach (var first in (ReadOnlySpan<WorkItem?>)[older, newer])
        {
            for (var item = first; item is not null;)
            {
                var after = item.Next;
                item.Next = null;
                if (item is Request request)
                {
                    Append(request);
                }
                else
                {
                    _ = lastKept is null ? _taken = item : lastKept.Next = item;
                    lastKept = item;
                }

                item = after;
            }
        }
    }

    /// <summary>Whether a call that counts as use has been taken from the inbox and not looked at yet.</summary>
    private bool HasCallTaken()
    {
        for (var item = _taken; item is not null; item = item.Next)
        {
            if (item is Request request && (request.Options & CallOptions.KeepsNothingAlive) == 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Lets go of the thread when there is nothing to do. Nothing of the activation may be touched after true.</summary>
    private bool TryRest()
    {
        if (_phase == ActivationPhase.Valid && _endsWhenIdle && _running == 0)
        {
            Deactivate(new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The silo stops."));
            return false;
        }

        if (_phase != ActivationPhase.Empty)
        {
            return ReferenceEquals(Interlocked.CompareExchange(ref _inbox, null, Busy), Busy);
        }

        if (!ReferenceEquals(Interlocked.CompareExchange(ref _inbox, Closed, Busy), Busy))
        {
            return false;
        }

        _kind.Remove(this);
        _extras?.Closed?.TrySetResult();
        return true;
    }
}
