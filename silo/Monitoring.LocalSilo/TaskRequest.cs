namespace Monitoring.LocalSilo;

/// <summary>
/// A call of a method that returns <see cref="Task"/>. Made anew for each call: one that is kept for others is old, and refers to what is
/// new, which costs the garbage collector more than what dies young.
/// </summary>
internal sealed class TaskRequest<TGrain, TArg>(Func<TGrain, TArg, Task> call, TArg argument) : Request
    where TGrain : class
{
    private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task Answer => _answer.Task;

    internal override void Fail(Exception exception) => _answer.SetException(exception);

    protected override Task? Begin(Orleans.Grain grain) => call((TGrain)(object)grain, argument) ?? throw Errors.NullTask(grain);

    protected override void Deliver(Task? ended) => _answer.SetFromTask(ended!);
}
