using Monitoring.Api.Auth;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema.Nodes;

/// <summary>The caller.</summary>
[GraphQLName("Viewer")]
public sealed class ViewerNode(Caller caller)
{
    /// <summary>Name.</summary>
    [GraphQLDescription("The name actions are recorded under.")]
    public string Name => caller.Name;

    /// <summary>Role.</summary>
    [GraphQLDescription("viewer, officer, supervisor, feeder or admin; null when the server runs without sign-in.")]
    public string? Role => caller.Role?.ToString().ToLowerInvariant();

    /// <summary>Branch.</summary>
    [GraphQLDescription("The branch the caller is confined to; null for the whole bank.")]
    public BranchNode? Branch => caller.Branch is { } branch ? new BranchNode(branch) : null;
}
