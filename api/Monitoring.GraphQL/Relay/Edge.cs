namespace Monitoring.GraphQL;

/// <summary>An item of a connection with its cursor; named after the node type, such as <c>AccountEdge</c>.</summary>
public sealed record Edge<T>(
    [property: GraphQLDescription("The item.")] T Node,
    [property: GraphQLDescription("Marks this item's place; give it as `after` or `before`.")] string Cursor) where T : notnull;
