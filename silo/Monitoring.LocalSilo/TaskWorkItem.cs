namespace Monitoring.LocalSilo;

/// <summary>A task that grain code queued on the activation's scheduler, mostly what follows an await.</summary>
internal sealed class TaskWorkItem(Task task) : WorkItem
{
    internal Task Task => task;

    internal override void Run(Activation activation) => activation.Execute(task);
}
