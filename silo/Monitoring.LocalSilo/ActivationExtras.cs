using Orleans;

namespace Monitoring.LocalSilo;

/// <summary>What few activations need, kept apart so that the many stay small.</summary>
internal sealed class ActivationExtras
{
    /// <summary>Why the activation is to end.</summary>
    internal DeactivationReason Reason { get; set; }

    /// <summary>Told when the activation is closed; set at a stop of the silo.</summary>
    internal TaskCompletionSource? Closed { get; set; }

    /// <summary>Timers of the present grain.</summary>
    internal HashSet<LocalGrainTimer> Timers { get; } = [];
}
