using Monitoring.GraphQL;

namespace Monitoring.Api.Schema.Nodes;

/// <summary>Answer to an action on an alert.</summary>
public sealed record AlertPayload(
    [property: GraphQLDescription("As it is now; null if there is none with that id.")] AlertNode? Alert,
    [property: GraphQLDescription("Empty when it was done.")] IReadOnlyList<UserError> Errors);
