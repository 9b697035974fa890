using Orleans;
using Orleans.Storage;

namespace Monitoring.LocalSilo;

/// <summary>Which call may begin when.</summary>
internal sealed partial class Activation
{
    private Request? _firstWaiting;
    private Request? _lastWaiting;

    /// <summary>
    /// Waiting calls that may pass others: after activation the interleaving ones, read-only ones beside a read-only call.
    /// </summary>
    private int _waitingInterleaving;
    private int _waitingReadOnly;

    /// <summary>Calls begun and not ended.</summary>
    private int _running;

    /// <summary>Those of them that keep others waiting.</summary>
    private int _blocking;

    /// <summary>Whether all of those are read-only.</summary>
    private bool _blockingReadOnly;

    /// <summary>A call has arrived.</summary>
    internal void Receive(Request request)
    {
        if (_phase == ActivationPhase.Valid && MayStart(request))
        {
            Start(request);
        }
        else if (!request.IsLocalOnly || _phase is ActivationPhase.Activating or ActivationPhase.Valid)
        {
            Append(request);
        }
    }

    /// <summary>A call has ended; its caller is told after this.</summary>
    internal void OnEnded(Request request, Exception? exception)
    {
        _running--;
        if (!request.AlwaysInterleaves)
        {
            _blocking--;
        }

        if ((request.Options & CallOptions.KeepsNothingAlive) == 0)
        {
            Touch();
        }

        if (exception is InconsistentStateException { IsSourceActivation: true } inconsistent)
        {
            inconsistent.IsSourceActivation = false;
            Deactivate(new DeactivationReason(
                DeactivationReasonCode.ApplicationError, exception, "A call ended with an inconsistent state."));
        }
        else if (_endsAfterCall && _phase == ActivationPhase.Valid)
        {
            _phase = ActivationPhase.Deactivating;
        }
    }

    /// <summary>Begins what may begin without anything new having arrived. False when there is nothing.</summary>
    private bool TryStartNext()
    {
        switch (_phase)
        {
            case ActivationPhase.Valid:
                return _firstWaiting is not null && TryStartWaiting();
            case ActivationPhase.Empty when _firstWaiting is not null:
                BeginActivation();
                return true;
            case ActivationPhase.Deactivating when _running == 0:
                BeginDeactivation();
                return true;
            default:
                return false;
        }
    }

    private bool MayStart(Request request) =>
        _blocking == 0 || _kind.IsReentrant || request.AlwaysInterleaves || (_blockingReadOnly && request.IsReadOnly);

    private void Start(Request request)
    {
        _running++;
        if (!request.AlwaysInterleaves)
        {
            _blockingReadOnly = request.IsReadOnly && (_blocking == 0 || _blockingReadOnly);
            _blocking++;
        }

        request.Start(this, _grain!);
    }

    private bool TryStartWaiting()
    {
        Request? before = null;
        for (var request = _firstWaiting; request is not null; before = request, request = (Request?)request.Next)
        {
            if (MayStart(request))
            {
                Unlink(request, before);
                Start(request);
                return true;
            }

            if (_waitingInterleaving == 0 && (_waitingReadOnly == 0 || !_blockingReadOnly))
            {
                return false;
            }
        }

        return false;
    }

    private void Append(Request request)
    {
        if (_lastWaiting is null)
        {
            _firstWaiting = request;
        }
        else
        {
            _lastWaiting.Next = request;
        }

        _lastWaiting = request;
        CountWaiting(request, 1);
    }

    private void Unlink(Request request, Request? before)
    {
        var after = (Request?)request.Next;
        if (before is null)
        {
            _firstWaiting = after;
        }
        else
        {
            before.Next = after;
        }

        if (after is null)
        {
            _lastWaiting = before;
        }

        request.Next = null;
        CountWaiting(request, -1);
    }

    private void CountWaiting(Request request, int change)
    {
        _waitingInterleaving += request.AlwaysInterleaves ? change : 0;
        _waitingReadOnly += request.IsReadOnly ? change : 0;
    }

    /// <summary>Drops ticks of timers that have ended.</summary>
    private void DropLocalOnly()
    {
        Request? before = null;
        for (var request = _firstWaiting; request is not null;)
        {
            var after = (Request?)request.Next;
            if (request.IsLocalOnly)
            {
                Unlink(request, before);
            }
            else
            {
                before = request;
            }

            request = after;
        }
    }

    private void FailWaiting(Exception exception)
    {
        while (_firstWaiting is { } request)
        {
            Unlink(request, null);
            request.Fail(exception);
        }
    }
}
