using Monitoring.GraphQL;

namespace Monitoring.Api.Schema.Nodes;

/// <summary>Why an action was not done.</summary>
public sealed record UserError(
    string Code,
    string Message,
    [property: GraphQLDescription("The input field it is about; empty when about the whole.")] IReadOnlyList<string> Path);
