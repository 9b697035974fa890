using Monitoring.GraphQL;

namespace Monitoring.Api.Schema.Nodes;

/// <summary>Answer to a decision.</summary>
public sealed record ApprovalPayload(
    [property: GraphQLDescription("As it is now; null if there is none with that id.")] ApprovalNode? Approval,
    [property: GraphQLDescription("Empty when it was done.")] IReadOnlyList<UserError> Errors);
