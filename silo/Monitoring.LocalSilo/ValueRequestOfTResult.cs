namespace Monitoring.LocalSilo;

/// <summary>A call of a method that returns <see cref="ValueTask{TResult}"/>.</summary>
internal sealed class ValueRequest<TGrain, TArg, TResult> : PooledRequest<TResult>
    where TGrain : class
{
    private Func<TGrain, TArg, ValueTask<TResult>>? _call;
    private TArg _argument = default!;

    internal ValueTask<TResult> Answer => new(this, Version);

    internal static ValueRequest<TGrain, TArg, TResult> Rent(Func<TGrain, TArg, ValueTask<TResult>> call, TArg argument)
    {
        var request = RequestPool<ValueRequest<TGrain, TArg, TResult>>.TryRent() ?? new();
        request._call = call;
        request._argument = argument;
        return request;
    }

    protected override Task? Begin(Orleans.Grain grain)
    {
        var task = _call!((TGrain)(object)grain, _argument);
        if (!task.IsCompletedSuccessfully)
        {
            return task.AsTask();
        }

        Result = task.Result;
        return null;
    }

    protected override TResult ResultOf(Task ended) => ((Task<TResult>)ended).Result;

    protected override void Return()
    {
        _call = null;
        _argument = default!;
        RequestPool<ValueRequest<TGrain, TArg, TResult>>.Return(this);
    }
}
