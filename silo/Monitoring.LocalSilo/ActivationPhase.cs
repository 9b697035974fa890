namespace Monitoring.LocalSilo;

/// <summary>Where the grain of an activation is in its life. Changed in turns only.</summary>
internal enum ActivationPhase : byte
{
    /// <summary>No grain; a waiting call makes one.</summary>
    Empty,

    /// <summary>No grain yet; one is allowed when others have been put away.</summary>
    Parked,

    /// <summary>Being constructed, state read, <c>OnActivateAsync</c>.</summary>
    Activating,

    /// <summary>Serves calls.</summary>
    Valid,

    /// <summary>Begins no further call; ends with the last one running.</summary>
    Deactivating,

    /// <summary>In <c>OnDeactivateAsync</c>.</summary>
    Ending,
}
