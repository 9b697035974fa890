using System.Collections.Concurrent;
using Monitoring.Silo.Feed.Dispatch;

namespace Monitoring.Silo.Hosting.Cluster;

/// <summary>
/// A call that was on its way to a silo that died gets no answer, and its caller learns nothing until the call's time is over. So when a
/// silo is lost, calls without an answer are made again, until a silo that lives answers one of them. Thread-safe.
/// </summary>
/// <param name="time">Clock of the waits.</param>
internal sealed class SiloLossGuard(TimeProvider time) : ICallGuard
{
    /// <summary>Calls are made again so long after a loss: not at once, as most answers only wait for their commit.</summary>
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// And so often after that: it takes a second or two until the others know that the silo is dead and grains can move, and whatever
    /// passes between that and the next call is added to it.
    /// </summary>
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(250);

    /// <summary>Times that a call is made again: over more seconds than a silo's death takes to be known.</summary>
    private const int AgainMax = 16;

    private readonly ConcurrentDictionary<PendingCall, byte> _pending = [];

    /// <summary>Calls that wait for their answer.</summary>
    public int Pending => _pending.Count;

    /// <inheritdoc/>
    public Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        var first = Make(call);
        return first.IsCompleted ? first : AwaitAsync(new PendingCall<T>(call, first));
    }

    /// <summary>A silo is gone: calls that have no answer yet are made again.</summary>
    public void Lost()
    {
        foreach (var pending in _pending.Keys) _ = pending.MakeAgainAsync(time);
    }

    /// <summary>Makes a call; one that cannot even be made has failed, as one that was made may.</summary>
    private static Task<T> Make<T>(Func<Task<T>> call)
    {
        try
        {
            return call();
        }
        catch (Exception exception)
        {
            return Task.FromException<T>(exception);
        }
    }

    private async Task<T> AwaitAsync<T>(PendingCall<T> pending)
    {
        _pending.TryAdd(pending, 0);
        try
        {
            return await pending.Answer.ConfigureAwait(false);
        }
        finally
        {
            _pending.TryRemove(pending, out _);
        }
    }

    private abstract class PendingCall
    {
        private int _isHurried;

        protected abstract bool IsAnswered { get; }

        public async Task MakeAgainAsync(TimeProvider time)
        {
            // A second loss meanwhile changes nothing.
            if (Interlocked.Exchange(ref _isHurried, 1) != 0) return;
            for (var again = 0; again < AgainMax; again++)
            {
                await Task.Delay(again == 0 ? First : Between, time).ConfigureAwait(false);
                if (IsAnswered) return;
                Call();
            }

            Volatile.Write(ref _isHurried, 0);
        }

        protected abstract void Call();
    }

    private sealed class PendingCall<T> : PendingCall
    {
        private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Func<Task<T>> _call;
        private int _underWay = 1;

        public PendingCall(Func<Task<T>> call, Task<T> first)
        {
            _call = call;
            _ = TakeAsync(first);
        }

        public Task<T> Answer => _answer.Task;

        protected override bool IsAnswered => _answer.Task.IsCompleted;

        protected override void Call()
        {
            Interlocked.Increment(ref _underWay);
            _ = TakeAsync(Make(_call));
        }

        private async Task TakeAsync(Task<T> made)
        {
            try
            {
                var answer = await made.ConfigureAwait(false);
                _answer.TrySetResult(answer);
            }
            catch (Exception exception)
            {
                // While another is under way, that one may still be answered.
                if (Interlocked.Decrement(ref _underWay) == 0) _answer.TrySetException(exception);
            }
        }
    }
}
