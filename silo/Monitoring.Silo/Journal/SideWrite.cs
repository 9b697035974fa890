using Monitoring.Grains.Journal;

namespace Monitoring.Silo.Journal;

/// <summary>Something written beside the journal at low priority, in the same transactions.</summary>
internal abstract class SideWrite
{
    /// <summary>Number of rows it writes, for the bound of a transaction.</summary>
    public virtual int Weight => 1;

    /// <summary>Writes it; on the writer's thread, again when the transaction had to be repeated.</summary>
    public abstract void Apply(ISideWrites writes);

    /// <summary>It is durable.</summary>
    public abstract void Complete();

    /// <summary>It was not written, or that is not known.</summary>
    public abstract void Fail(Exception exception);
}

/// <summary>A side write with an answer.</summary>
internal sealed class SideWrite<T>(Func<ISideWrites, T> apply, int weight) : SideWrite
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _answer;

    /// <summary>The caller's wait.</summary>
    public Task<T> Result => _completion.Task;

    public override int Weight => weight;

    public override void Apply(ISideWrites writes) => _answer = apply(writes);

    public override void Complete() => _completion.SetResult(_answer!);

    public override void Fail(Exception exception) =>
        _completion.SetException(exception as JournalUnavailableException ?? new JournalUnavailableException(exception.Message, exception));
}
