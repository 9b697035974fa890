namespace Monitoring.LocalSilo;

/// <summary>
/// A call of a method that returns <see cref="Task"/>. The object is used again as soon as it is answered: take the answer before it is sent.
/// </summary>
internal sealed class TaskRequest<TGrain, TArg> : Request
    where TGrain : class
{
    private Func<TGrain, TArg, Task>? _call;
    private TArg _argument = default!;
    private TaskCompletionSource? _answer;

    internal Task Answer => _answer!.Task;

    internal static TaskRequest<TGrain, TArg> Rent(Func<TGrain, TArg, Task> call, TArg argument)
    {
        var request = RequestPool<TaskRequest<TGrain, TArg>>.TryRent() ?? new();
        request._call = call;
        request._argument = argument;
        request._answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return request;
    }

    internal override void Fail(Exception exception) => Return().SetException(exception);

    protected override Task? Begin(Orleans.Grain grain) => _call!((TGrain)(object)grain, _argument) ?? throw Errors.NullTask(grain);

    protected override void Deliver(Task? ended) => Return().SetFromTask(ended!);

    private TaskCompletionSource Return()
    {
        var answer = _answer!;
        (_call, _argument, _answer) = (null, default!, null);
        RequestPool<TaskRequest<TGrain, TArg>>.Return(this);
        return answer;
    }
}
