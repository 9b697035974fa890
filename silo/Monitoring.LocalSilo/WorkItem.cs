namespace Monitoring.LocalSilo;

/// <summary>Something an activation has to do in a turn. Linked through itself, so it may be in one inbox only.</summary>
internal abstract class WorkItem
{
    internal WorkItem? Next;

    /// <summary>Runs in a turn of the activation. What it throws is a defect of the silo and is logged as one.</summary>
    internal abstract void Run(Activation activation);
}
