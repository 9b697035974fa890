using Orleans;
using Orleans.Runtime;

namespace Monitoring.LocalSilo;

/// <summary>A grain timer; each tick is a request to its own grain. At most one tick is on its way at any time.</summary>
internal sealed class LocalGrainTimer : Request, IGrainTimer
{
    /// <summary>The longest time the platform's timers take.</summary>
    private const uint LongestMilliseconds = 0xfffffffe;

    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly CancellationTokenSource _disposal = new();
    private readonly ITimer _timer;
    private TimeSpan _dueTime;
    private TimeSpan _period;
    private bool _changed;
    private int _ticking;
    private int _disposed;

    internal LocalGrainTimer(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        _activation = activation;
        _callback = callback;
        Options = CallOptions.LocalOnly
            | (options.Interleave ? CallOptions.AlwaysInterleave : CallOptions.None)
            | (options.KeepAlive ? CallOptions.None : CallOptions.KeepsNothingAlive);
        using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow())
        {
            _timer = activation.Host.Time.CreateTimer(
                static self => ((LocalGrainTimer)self!).OnDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private bool IsDisposed => Volatile.Read(ref _disposed) != 0;

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, nameof(dueTime));
        Check(period, nameof(period));
        (_dueTime, _period, _changed) = (dueTime, period, true);
        if (Volatile.Read(ref _ticking) == 0)
        {
            Set(dueTime);
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _timer.Dispose();
        _activation.Forget(this);
        try
        {
            _disposal.Cancel();
        }
        catch (AggregateException exception)
        {
            LocalSiloLog.TimerFailed(_activation.Host.Logger, exception, _activation);
        }
    }

    internal void Arm(GrainTimerCreationOptions options) => Change(options.DueTime, options.Period);

    internal override void Fail(Exception exception)
    {
        if (!IsDisposed)
        {
            LocalSiloLog.TimerFailed(_activation.Host.Logger, exception, _activation);
        }

        Rearm();
    }

    protected override Task? Begin(Grain grain)
    {
        if (IsDisposed)
        {
            return null;
        }

        _changed = false;
        return _callback(_disposal.Token) ?? throw Errors.NullTask(grain);
    }

    protected override void Deliver(Task? ended)
    {
        if (ended is { IsFaulted: true })
        {
            Fail(ended.Exception.InnerException!);
        }
        else
        {
            Rearm();
        }
    }

    private static void Check(TimeSpan time, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan((long)time.TotalMilliseconds, -1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)time.TotalMilliseconds, LongestMilliseconds, name);
    }

    private void OnDue()
    {
        if (!IsDisposed && Interlocked.Exchange(ref _ticking, 1) == 0)
        {
            // False when the activation has just closed; then there is nobody to tick for.
            _ = _activation.TryPost(this);
        }
    }

    private void Rearm()
    {
        Volatile.Write(ref _ticking, 0);
        if (!IsDisposed)
        {
            Set(_changed ? _dueTime : _period);
        }
    }

    /// <summary>False from the platform's timer means it was disposed of meanwhile, which is as good as set.</summary>
    private void Set(TimeSpan dueTime) => _ = _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
}
