namespace Monitoring.Silo.Hosting.Cluster;

/// <summary>What processes of one bank take turns at. Numbers are append-only: processes of two versions may run side by side.</summary>
internal enum ClusterLock
{
    /// <summary>Changing the cluster's tables.</summary>
    Schema = 1,

    /// <summary>Changing the tree of branches.</summary>
    BranchTree = 2,

    /// <summary>Running the clock: business days and time limits.</summary>
    Clock = 3,
}
