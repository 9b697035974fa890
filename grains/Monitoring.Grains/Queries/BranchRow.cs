namespace Monitoring.Grains.Queries;

/// <summary>A declared branch.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Parent">The branch above it; <c>null</c> for head office.</param>
/// <param name="Name">Its name.</param>
public sealed record BranchRow(string Id, string? Parent, string Name);
