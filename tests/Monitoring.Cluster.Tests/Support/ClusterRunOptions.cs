using Monitoring.TestServers;

namespace Monitoring.Cluster.Tests.Support;

/// <summary>What a cluster is made of.</summary>
internal sealed record ClusterRunOptions
{
    public int Silos { get; init; } = 2;

    public int Apis { get; init; } = 2;

    /// <summary>Settings of PostgreSQL; where there are none, nothing waits for the disk.</summary>
    public PostgresServerSettings? Postgres { get; init; }

    /// <summary>The program that its processes start with, as of an older version; this checkout's when <c>null</c>.</summary>
    public string? Assembly { get; init; }

    /// <summary>Where its processes have their data and write their logs, and where both stay; a folder that goes with it when <c>null</c>.</summary>
    public string? Folder { get; init; }

    /// <summary>The first of the ports, which follow each other; free ones when <c>null</c>.</summary>
    public int? FirstPort { get; init; }

    /// <summary>For people: business days end when they end, processes write what they do, and Prometheus looks at them.</summary>
    public bool IsForPeople { get; init; }
}
