using Orleans;

namespace Monitoring.LocalSilo;

/// <summary>What the collector and a stop of the silo ask of an activation.</summary>
internal sealed partial class Activation
{
    /// <summary>
    /// Whether it looks idle; may be outdated at once when asked from outside a turn, so a turn asks again before acting on it.
    /// </summary>
    internal bool LooksIdle =>
        _phase == ActivationPhase.Valid && _running == 0 && _firstWaiting is null && _keptUntilEpoch <= Host.Collector.Epoch;

    internal int UsedEpoch => _usedEpoch;

    /// <summary>Whether it was used since this was last asked.</summary>
    internal bool TakeTouched()
    {
        var touched = _touched;
        _touched = false;
        return touched;
    }

    /// <summary>Puts the grain away if it is still idle in its turn.</summary>
    internal void Collect(DeactivationReason reason) => PostCollect(reason, onlyIfUnusedSince: null);

    /// <summary>Puts the grain away if it is still idle in its turn and was not used since that epoch.</summary>
    internal void CollectIfUnusedSince(int epoch, DeactivationReason reason) => PostCollect(reason, epoch);

    /// <summary>Puts the grain away when its running calls have ended; its successor serves what waits.</summary>
    internal void End(DeactivationReason reason) => TryPost(new ActionWorkItem(self => self.Deactivate(reason)));

    /// <summary>A grain may be made now, others having been put away.</summary>
    internal void Unpark() => TryPost(new ActionWorkItem(static self =>
    {
        self._mayActivate = true;
        self._phase = ActivationPhase.Empty;
    }));

    /// <summary>Puts the grain away as soon as it has nothing to do, and tells when it is gone.</summary>
    internal Task EndWhenIdle()
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var posted = TryPost(new ActionWorkItem(self =>
        {
            self._extras ??= new ActivationExtras();
            self._extras.Closed = closed;
            self._endsWhenIdle = true;
        }));
        return posted ? closed.Task : Task.CompletedTask;
    }

    private void PostCollect(DeactivationReason reason, int? onlyIfUnusedSince)
    {
        var posted = TryPost(new ActionWorkItem(self =>
        {
            var unused = onlyIfUnusedSince is not { } epoch || self._usedEpoch <= epoch;
            if (unused && self.LooksIdle && !self.HasCallTaken())
            {
                self.Deactivate(reason);
            }
            else
            {
                self.Host.Collector.OnSpared(self);
            }
        }));
        if (!posted)
        {
            Host.Collector.OnSpared(this);
        }
    }

    private void Touch()
    {
        _usedEpoch = Host.Collector.Epoch;
        _touched = true;
    }
}
