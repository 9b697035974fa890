namespace Monitoring.GraphQL;

/// <summary>Where a page stands, as the GraphQL Cursor Connections specification has it.</summary>
[GraphQLDescription("Where a page of a connection stands.")]
public sealed record PageInfo(
    [property: GraphQLDescription("Whether more items follow this page.")] bool HasNextPage,
    [property: GraphQLDescription("Whether items come before this page.")] bool HasPreviousPage,
    [property: GraphQLDescription("The cursor of the first item of this page.")] string? StartCursor,
    [property: GraphQLDescription("The cursor of the last item of this page.")] string? EndCursor);
