namespace Monitoring.LocalSilo;

/// <summary>A call on its way through an activation: begun in a turn, ended in a turn, then handed to the caller.</summary>
internal abstract class Request : WorkItem
{
    private Activation? _activation;
    private Task? _pending;
    private Action? _end;

    internal CallOptions Options { get; set; }

    internal bool AlwaysInterleaves => (Options & CallOptions.AlwaysInterleave) != 0;

    internal bool IsReadOnly => (Options & CallOptions.ReadOnly) != 0;

    internal bool IsLocalOnly => (Options & CallOptions.LocalOnly) != 0;

    internal sealed override void Run(Activation activation) => activation.Receive(this);

    /// <summary>Begins the call. The activation has counted it as running.</summary>
    internal void Start(Activation activation, Orleans.Grain grain)
    {
        Task? pending;
        try
        {
            pending = Begin(grain);
        }
        catch (Exception exception)
        {
            activation.OnEnded(this, exception);
            Fail(exception);
            return;
        }

        if (pending is null or { IsCompleted: true })
        {
            Finish(activation, pending);
            return;
        }

        _activation = activation;
        _pending = pending;
        // This is a turn, so that what follows comes back to the activation: nearly always at once, as a grain's task ends in one of its
        // turns, which this then is part of.
        pending.GetAwaiter().UnsafeOnCompleted(_end ??= End);
    }

    /// <summary>Ends the call without the grain.</summary>
    internal abstract void Fail(Exception exception);

    /// <summary>Calls the grain. Null when the call has ended well already and its result is kept.</summary>
    protected abstract Task? Begin(Orleans.Grain grain);

    /// <summary>Hands the outcome to the caller. The request belongs to the caller from then on.</summary>
    /// <param name="ended">The ended task of <see cref="Begin"/>; null when it gave null.</param>
    protected abstract void Deliver(Task? ended);

    private void End()
    {
        var (activation, pending) = (_activation!, _pending!);
        (_activation, _pending) = (null, null);
        Finish(activation, pending);
    }

    private void Finish(Activation activation, Task? pending)
    {
        activation.OnEnded(this, pending is { IsFaulted: true } ? pending.Exception.InnerException : null);
        Deliver(pending);
    }
}
