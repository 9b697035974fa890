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
}
