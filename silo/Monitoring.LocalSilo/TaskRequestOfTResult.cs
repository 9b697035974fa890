namespace Monitoring.LocalSilo;

/// <summary>
/// A call of a method that returns <see cref="Task{TResult}"/>. The object is used again as soon as it is answered: take the answer before
/// it is sent.
/// </summary>
internal sealed class TaskRequest<TGrain, TArg, TResult> : Request
    where TGrain : class
{
    private Func<TGrain, TArg, Task<TResult>>? _call;
    private TArg _argument = default!;
    private TaskCompletionSource<TResult>? _answer;

    internal Task<TResult> Answer => _answer!.Task;

    internal static TaskRequest<TGrain, TArg, TResult> Rent(Func<TGrain, TArg, Task<TResult>> call, TArg argument)
    {
        var request = RequestPool<TaskRequest<TGrain, TArg, TResult>>.TryRent() ?? new();
        request._call = call;
        request._argument = argument;
        request._answer = new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        return request;
    }

    internal override void Fail(Exception exception) => Return().SetException(exception);

    protected override Task? Begin(Orleans.Grain grain) => _call!((TGrain)(object)grain, _argument) ?? throw Errors.NullTask(grain);

    protected override void Deliver(Task? ended) => Return().SetFromTask((Task<TResult>)ended!);

    private TaskCompletionSource<TResult> Return()
    {
        var answer = _answer!;
        (_call, _argument, _answer) = (null, default!, null);
        RequestPool<TaskRequest<TGrain, TArg, TResult>>.Return(this);
        return answer;
    }
}
