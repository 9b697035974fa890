using Orleans;

namespace Monitoring.Contracts.Reference;

/// <summary>A branch as the core system declares it.</summary>
[GenerateSerializer, Alias("branch-reference"), Immutable]
public sealed record BranchReference
{
    /// <summary>Branch id.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>The branch above it; absent for head office.</summary>
    [Id(1)] public string? Parent { get; init; }

    /// <summary>Name; the id when none is given.</summary>
    [Id(2)] public required string Name { get; init; }
}
