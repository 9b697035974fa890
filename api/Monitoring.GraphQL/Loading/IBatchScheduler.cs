namespace Monitoring.GraphQL;

/// <summary>The executor as loaders see it.</summary>
internal interface IBatchScheduler
{
    CancellationToken Cancellation { get; }

    /// <summary>Asks for <see cref="IPendingBatch.Dispatch"/> as soon as nothing else can go on.</summary>
    void Schedule(IPendingBatch batch);

    /// <summary>A backend call has ended; its results are handed out on the executor's loop.</summary>
    void End(Action complete);
}

internal interface IPendingBatch
{
    void Dispatch();
}

internal interface ISchedulable
{
    IBatchScheduler? Scheduler { set; }
}
