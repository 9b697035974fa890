namespace Monitoring.Simulation.Platform;

/// <summary>Faults of the platform put in on purpose, to see whether the auditor finds them.</summary>
internal enum Mutation
{
    /// <summary>None.</summary>
    None,

    /// <summary>A group is answered as committed, and rolled back.</summary>
    SkipDurability,

    /// <summary>The fence forgets ids, so that a posting sent again counts again.</summary>
    CountTwice,

    /// <summary>An alert is decided and not handed on.</summary>
    DropAlert,

    /// <summary>Watchers see changes of alerts before they are committed.</summary>
    PublishEarly,

    /// <summary>A branch's total is not changed.</summary>
    DropBranchDelta,

    /// <summary>An account's snapshot holds another state.</summary>
    WrongSnapshot,

    /// <summary>A figure is told that was never booked.</summary>
    WrongBalance,
}
