namespace Monitoring.LocalSilo;

/// <summary>A step of the silo's own that has to happen in a turn, such as putting the activation away.</summary>
internal sealed class ActionWorkItem(Action<Activation> action) : WorkItem
{
    internal override void Run(Activation activation) => action(activation);
}
