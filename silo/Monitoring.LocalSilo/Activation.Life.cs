using Orleans;
using Orleans.Runtime;

namespace Monitoring.LocalSilo;

/// <summary>Making a grain and putting it away.</summary>
internal sealed partial class Activation
{
    [ThreadStatic]
    private static Activation? t_constructing;

    private Grain? _grain;
    private ActivationExtras? _extras;
    private int _usedEpoch;
    private int _keptUntilEpoch;
    private ActivationPhase _phase;
    private bool _touched;
    private bool _mayActivate;
    private bool _endsAfterCall;
    private bool _endsWhenIdle;

    /// <summary>The activation whose grain the present thread is constructing.</summary>
    internal static Activation? Constructing => t_constructing;

    /// <summary>Place in the collector's list, -1 outside it. Belongs to the collector and its lock, as does the next.</summary>
    internal int CollectorIndex { get; set; } = -1;

    /// <summary>Whether the collector has asked for it to be put away and has no answer yet.</summary>
    internal bool IsBeingCollected { get; set; }

    /// <summary>Put the present grain away when the running calls have ended.</summary>
    internal void DeactivateOnIdle(Grain grain)
    {
        var reason = new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "DeactivateOnIdle was called.");
        if (ReferenceEquals(Current, this))
        {
            DeactivateIfPresent(grain, reason);
        }
        else
        {
            TryPost(new ActionWorkItem(self => self.DeactivateIfPresent(grain, reason)));
        }
    }

    internal void DelayDeactivation(TimeSpan time) => _keptUntilEpoch = Host.Collector.EpochAfter(time);

    internal IGrainTimer RegisterTimer<TState>(
        Grain grain, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
    {
        if (!ReferenceEquals(Current, this))
        {
            throw new InvalidOperationException($"A timer of {this} can be registered from within the grain only.");
        }

        if (!ReferenceEquals(grain, _grain) && _phase != ActivationPhase.Activating)
        {
            throw new InvalidOperationException($"This activation of {this} has ended; it gets no timer any more.");
        }

        var timer = new LocalGrainTimer(this, token => callback(state, token), options);
        _extras ??= new ActivationExtras();
        lock (_extras.Timers)
        {
            _extras.Timers.Add(timer);
        }

        timer.Arm(options);
        return timer;
    }

    internal void Forget(LocalGrainTimer timer)
    {
        if (_extras is { } extras)
        {
            lock (extras.Timers)
            {
                extras.Timers.Remove(timer);
            }
        }
    }

    private void DeactivateIfPresent(Grain grain, DeactivationReason reason)
    {
        if (ReferenceEquals(grain, _grain) || _phase == ActivationPhase.Activating)
        {
            Deactivate(reason);
        }
    }

    /// <summary>Begins no further call. One that is still activating serves a call first, else it would never serve any.</summary>
    private void Deactivate(DeactivationReason reason)
    {
        if (_phase is not (ActivationPhase.Valid or ActivationPhase.Activating))
        {
            return;
        }

        _extras ??= new ActivationExtras();
        _extras.Reason = reason;
        if (_phase == ActivationPhase.Valid)
        {
            _phase = ActivationPhase.Deactivating;
        }
        else
        {
            _endsAfterCall = true;
        }
    }

    private void BeginActivation()
    {
        if (Host.HasStopped)
        {
            FailWaiting(Errors.Stopping(ToString()));
        }
        else if (_mayActivate || Host.Collector.TryEnter(this))
        {
            _mayActivate = false;
            _ = ActivateAsync();
        }
        else
        {
            _phase = ActivationPhase.Parked;
        }
    }

    private async Task ActivateAsync()
    {
        _phase = ActivationPhase.Activating;
        Grain? grain = null;
        try
        {
            grain = Construct(out var states);
            if (_kind.ActivatesItself || states.Length > 0)
            {
                await PrepareAsync(grain, states);
            }

            _grain = grain;
            Touch();
            _phase = ActivationPhase.Valid;
            _kind.OnActivated();
        }
        catch (Exception exception)
        {
            LocalSiloLog.ActivationFailed(Host.Logger, exception, this);
            _kind.OnActivationFailed();
            DisposeTimers();
            AppendArrived();
            DropLocalOnly();
            FailWaiting(exception);
            await DiscardAsync(grain);
        }
    }

    private Grain Construct(out IStateReader[] states)
    {
        t_constructing = this;
        try
        {
            return _kind.Construct(this, out states);
        }
        finally
        {
            t_constructing = null;
        }
    }

    private async Task PrepareAsync(Grain grain, IStateReader[] states)
    {
        using var limit = new CancellationTokenSource(Host.Options.ActivationTimeout, Host.Time);
        try
        {
            foreach (var state in states)
            {
                await state.ReadStateAsync(limit.Token).WaitAsync(limit.Token);
            }

            await grain.OnActivateAsync(limit.Token).WaitAsync(limit.Token);
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested)
        {
            throw new TimeoutException($"The activation of {this} took longer than {Host.Options.ActivationTimeout}.", exception);
        }
    }

    private void BeginDeactivation()
    {
        _phase = ActivationPhase.Ending;
        _ = EndAsync(_grain!);
    }

    private async Task EndAsync(Grain grain)
    {
        var reason = _extras!.Reason;
        DisposeTimers();
        if (_kind.DeactivatesItself)
        {
            using var limit = new CancellationTokenSource(Host.Options.DeactivationTimeout, Host.Time);
            try
            {
                await grain.OnDeactivateAsync(reason, limit.Token).WaitAsync(limit.Token);
            }
            catch (Exception exception)
            {
                LocalSiloLog.DeactivationFailed(Host.Logger, exception, this, reason.ReasonCode);
            }
        }

        _kind.OnDeactivated(reason.ReasonCode);
        await DiscardAsync(grain);
    }

    /// <summary>Lets go of a grain, however it ended, and makes room for the next.</summary>
    private async Task DiscardAsync(Grain? grain)
    {
        DisposeTimers();
        try
        {
            if (grain is IAsyncDisposable asyncDisposable)
            {
                await asyncDisposable.DisposeAsync();
            }
            else if (grain is IDisposable disposable)
            {
                disposable.Dispose();
            }
        }
        catch (Exception exception)
        {
            LocalSiloLog.DisposalFailed(Host.Logger, exception, this);
        }

        _grain = null;
        _keptUntilEpoch = 0;
        _endsAfterCall = false;
        _extras = _extras?.Closed is { } closed ? new ActivationExtras { Closed = closed } : null;
        DropLocalOnly();
        _phase = ActivationPhase.Empty;
        Host.Collector.Leave(this);
    }

    private void DisposeTimers()
    {
        if (_extras is not { Timers.Count: > 0 } extras)
        {
            return;
        }

        LocalGrainTimer[] timers;
        lock (extras.Timers)
        {
            timers = [.. extras.Timers];
        }

        foreach (var timer in timers)
        {
            timer.Dispose();
        }
    }
}
