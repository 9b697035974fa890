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

    /// <summary>Value of <see cref="_posts"/> for ever after.</summary>
    private const int Closed = -1;

    private readonly GrainKind _kind;

    /// <summary>
    /// 0: nothing to do, no thread assigned. Else a thread is assigned, and all but one of so many items are in the inbox or on their way there.
    /// <see cref="Closed"/>: post to the activation that takes this one's place. A number, and not the inbox itself: an exchange of references
    /// has the garbage collector look at all that lies near the activation, and nearly every post finds it with nothing to do.
    /// </summary>
    private int _posts;

    /// <summary>Posted while a thread was assigned, newest first.</summary>
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
        var seen = Volatile.Read(ref _posts);
        while (true)
        {
            if (seen == Closed) return false;
            var found = Interlocked.CompareExchange(ref _posts, seen + 1, seen);
            if (found == seen) break;
            seen = found;
        }

        if (seen > 0)
        {
            Push(item);
            return true;
        }

        item.Next = null;
        if (MayRunInPlace())
        {
            RunInPlace(item);
            return true;
        }

        _taken = item;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
        return true;
    }

    private void Push(WorkItem item)
    {
        var newest = Volatile.Read(ref _inbox);
        while (true)
        {
            item.Next = newest;
            var found = Interlocked.CompareExchange(ref _inbox, item, newest);
            if (ReferenceEquals(found, newest)) return;
            newest = found;
        }
    }

    /// <summary>Runs a task in the present turn.</summary>
    internal void Execute(Task task) => TryExecuteTask(task);

    void IThreadPoolWorkItem.Execute() => Run();

    private void Run()
    {
        if (!TryRunLoneTask()) RunInTask();
    }

    private void RunInTask()
    {
        // Inside a task of this scheduler, so that what follows an await in grain code comes back here.
        new Task(static self => ((Activation)self!).RunSlice(), this, TaskCreationOptions.DenyChildAttach).RunSynchronously(this);
    }

    /// <inheritdoc/>
    protected override void QueueTask(Task task)
    {
        if (!TryRunAtOnce(task) && !TryPost(new TaskWorkItem(task)))
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

        return TryRestAfter(task);
    }

    private bool TryRestAfter(Task task)
    {
        TryExecuteTask(task);
        return _phase == ActivationPhase.Valid && _firstWaiting is null && _taken is null && !_endsWhenIdle
            && TryLetGo(0);
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
        var first = t_item;
        t_item = null;
        for (var turns = 0; turns < TurnsPerSlice; turns++)
        {
            try
            {
                if (TryStartNext())
                {
                    continue;
                }

                if ((first ?? TakeNext()) is { } item)
                {
                    first = null;
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

        if (first is not null)
        {
            first.Next = _taken;
            _taken = first;
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
        if (Volatile.Read(ref _inbox) is null)
        {
            return false;
        }

        var newest = Interlocked.Exchange(ref _inbox, null);
        var count = 0;
        while (newest is not null)
        {
            var older = newest.Next;
            newest.Next = _taken;
            _taken = newest;
            newest = older;
            count++;
        }

        Interlocked.Add(ref _posts, -count);
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
            return TryLetGo(0);
        }

        if (!TryLetGo(Closed))
        {
            return false;
        }

        _kind.Remove(this);
        _extras?.Closed?.TrySetResult();
        return true;
    }

    /// <summary>Leaves the activation without a thread; not when something is in the inbox or on its way there.</summary>
    private bool TryLetGo(int posts) => Interlocked.CompareExchange(ref _posts, posts, 1) == 1;
}
