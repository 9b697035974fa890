namespace Monitoring.LocalSilo;

/// <summary>Turns on a thread that was lent.</summary>
internal sealed partial class Activation
{
    [ThreadStatic]
    private static bool t_runsInPlace;

    /// <summary>What the slice that begins on this thread runs first.</summary>
    [ThreadStatic]
    private static WorkItem? t_item;

    /// <summary>Not where a context would take what follows an await away from the grain's turns.</summary>
    private bool MayRunInPlace() =>
        !t_runsInPlace && Host.Options.MayRunTurnsHere is { } mayRun && mayRun() && SynchronizationContext.Current is null;

    /// <summary>Runs what follows an await without a work item, when nothing else is to be done and the thread is lent.</summary>
    private bool TryRunAtOnce(Task task)
    {
        if (!MayRunInPlace() || Interlocked.CompareExchange(ref _posts, 1, 0) != 0) return false;
        t_runsInPlace = true;
        try
        {
            var isLone = _phase == ActivationPhase.Valid && _firstWaiting is null;
            if (!isLone) _taken = new TaskWorkItem(task);
            if (!isLone || !TryRestAfter(task)) RunInTask();
        }
        finally
        {
            t_runsInPlace = false;
        }

        return true;
    }

    /// <summary>
    /// Runs an item there and then. It is handed over beside the activation, which is old: a reference to what is new would have the garbage
    /// collector look at it again, for each call of each grain.
    /// </summary>
    private void RunInPlace(WorkItem item)
    {
        (t_runsInPlace, t_item) = (true, item);
        try
        {
            RunInTask();
        }
        finally
        {
            t_runsInPlace = false;
        }
    }
}
