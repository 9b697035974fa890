using System.Threading.Tasks.Sources;

namespace Monitoring.LocalSilo;

/// <summary>
/// A call of a method that returns a value task. The object is used again as soon as its answer was taken; as with every
/// pooled value task an answer may be taken once only, and a version number catches who tries again.
/// </summary>
internal abstract class PooledRequest<TResult> : Request, IValueTaskSource<TResult>, IValueTaskSource
{
    private ManualResetValueTaskSourceCore<TResult> _answer = new() { RunContinuationsAsynchronously = true };

    internal short Version => _answer.Version;

    /// <summary>The result of a call that ended well at once.</summary>
    protected TResult Result { private get; set; } = default!;

    void IValueTaskSource.GetResult(short token) => GetResult(token);

    public TResult GetResult(short token)
    {
        if (_answer.GetStatus(token) == ValueTaskSourceStatus.Pending)
        {
            throw new InvalidOperationException("The answer of a grain call was asked for before it was there. Await it.");
        }

        try
        {
            return _answer.GetResult(token);
        }
        finally
        {
            Result = default!;
            _answer.Reset();
            Return();
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) => _answer.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _answer.OnCompleted(continuation, state, token, flags);

    internal sealed override void Fail(Exception exception) => _answer.SetException(exception);

    protected sealed override void Deliver(Task? ended)
    {
        switch (ended)
        {
            case null:
                _answer.SetResult(Result);
                break;
            case { IsCompletedSuccessfully: true }:
                _answer.SetResult(ResultOf(ended));
                break;
            case { IsFaulted: true }:
                _answer.SetException(ended.Exception.InnerException!);
                break;
            default:
                _answer.SetException(new TaskCanceledException(ended));
                break;
        }
    }

    protected abstract TResult ResultOf(Task ended);

    /// <summary>Lets go of the call and gives the object back to its pool.</summary>
    protected abstract void Return();
}
