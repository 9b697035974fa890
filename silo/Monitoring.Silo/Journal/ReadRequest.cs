using System.Threading.Tasks.Sources;

namespace Monitoring.Silo.Journal;

/// <summary>A read that waits for the reader's thread. Its caller goes on in a thread of the pool.</summary>
internal abstract class ReadRequest
{
    /// <summary>Reads; the answer is kept until <see cref="Complete"/>.</summary>
    public abstract void Run(IReadSession session);

    /// <summary>Says what it will ask.</summary>
    public abstract void Collect(ReadWants wants);

    /// <summary>Answers the caller.</summary>
    public abstract void Complete();

    /// <summary>Tells the caller that it failed.</summary>
    public abstract void Fail(Exception exception);
}

/// <summary>A read with an answer.</summary>
internal sealed class ReadRequest<TArgument, T>(TArgument argument, Func<IReadSession, TArgument, T> read)
    : ReadRequest, IValueTaskSource<T>
{
    private ManualResetValueTaskSourceCore<T> _source = new() { RunContinuationsAsynchronously = true };
    private T? _answer;

    /// <summary>The caller's wait.</summary>
    public ValueTask<T> Result => new(this, _source.Version);

    public override void Run(IReadSession session) => _answer = read(session, argument);

    public override void Collect(ReadWants wants) => wants.Add(argument);

    public override void Complete() => _source.SetResult(_answer!);

    public override void Fail(Exception exception) => _source.SetException(exception);

    T IValueTaskSource<T>.GetResult(short token) => _source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<T>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<T>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);
}
