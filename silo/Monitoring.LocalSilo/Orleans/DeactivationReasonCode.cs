namespace Orleans;

/// <summary>Why an activation ends. Names and order are those of Orleans; the local silo uses the ones marked.</summary>
public enum DeactivationReasonCode : byte
{
    /// <summary>Not deactivating.</summary>
    None,

    /// <summary>The silo stops. Used here.</summary>
    ShuttingDown,

    /// <summary>The grain could not be constructed, its state read or <c>OnActivateAsync</c> completed. Used here.</summary>
    ActivationFailed,

    /// <summary>Cluster only.</summary>
    DirectoryFailure,

    /// <summary>Not used for the collection age. Used here.</summary>
    ActivationIdle,

    /// <summary>Cluster only.</summary>
    ActivationUnresponsive,

    /// <summary>Cluster only.</summary>
    DuplicateActivation,

    /// <summary>Cluster only.</summary>
    IncompatibleRequest,

    /// <summary>A call ended with an inconsistent state. Used here.</summary>
    ApplicationError,

    /// <summary><c>DeactivateOnIdle</c>. Used here.</summary>
    ApplicationRequested,

    /// <summary>Cluster only.</summary>
    Migrating,

    /// <summary>Cluster only.</summary>
    RuntimeRequested,

    /// <summary>More activations than the cap allows. Used here.</summary>
    HighMemoryPressure,
}
