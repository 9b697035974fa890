namespace Monitoring.LocalSilo;

/// <summary>A call of a method that returns <see cref="ValueTask"/>.</summary>
internal sealed class ValueRequest<TGrain, TArg> : PooledRequest<Unit>
    where TGrain : class
{
    private Func<TGrain, TArg, ValueTask>? _call;
    private TArg _argument = default!;

    internal ValueTask Answer => new(this, Version);

    internal static ValueRequest<TGrain, TArg> Rent(Func<TGrain, TArg, ValueTask> call, TArg argument)
    {
        var request = RequestPool<ValueRequest<TGrain, TArg>>.TryRent() ?? new();
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

        task.GetAwaiter().GetResult();
        return null;
    }

    protected override Unit ResultOf(Task ended) => default;

    protected override void Return()
    {
        _call = null;
        _argument = default!;
        RequestPool<ValueRequest<TGrain, TArg>>.Return(this);
    }
}
