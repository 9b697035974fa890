namespace Monitoring.Simulation.Engine;

/// <summary>Where a thread of the store stands.</summary>
internal enum StorePoint
{
    /// <summary>About to look for what waits.</summary>
    Take,

    /// <summary>Nothing of the group is written.</summary>
    Write,

    /// <summary>All is written and not committed.</summary>
    Commit,

    /// <summary>The transaction is durable and nobody knows.</summary>
    Committed,

    /// <summary>About to look whether a commit that failed took place.</summary>
    Verify,

    /// <summary>The moment that is read is fixed.</summary>
    Answer,
}
