namespace Monitoring.GraphQL;

/// <summary>
/// A page of a longer list as the GraphQL Cursor Connections specification has it; named after the node type, such as
/// <c>AccountConnection</c>. Made with <see cref="Connection.ForwardAsync{T}"/> or <see cref="Connection.FromList{T}"/>.
/// </summary>
public sealed class Connection<T> where T : notnull
{
    private readonly Func<CancellationToken, Task<int>> _count;

    internal Connection(IReadOnlyList<Edge<T>> edges, PageInfo pageInfo, Func<CancellationToken, Task<int>> count)
    {
        Edges = edges;
        PageInfo = pageInfo;
        _count = count;
    }

    /// <summary>The items with their cursors.</summary>
    [GraphQLDescription("The items of this page with their cursors."), GraphQLCost(ListSize = 0, Weight = 0)]
    public IReadOnlyList<Edge<T>> Edges { get; }

    /// <summary>The items alone.</summary>
    [GraphQLDescription("The items of this page."), GraphQLCost(ListSize = 0, Weight = 0)]
    public IEnumerable<T> Nodes => Edges.Select(edge => edge.Node);

    /// <summary>Where the page stands.</summary>
    [GraphQLDescription("Where this page stands."), GraphQLCost(Weight = 0)]
    public PageInfo PageInfo { get; }

    /// <summary>Counts all items; called only when the field is asked for.</summary>
    [GraphQLDescription("Number of items in all pages together."), GraphQLCost(Weight = 10)]
    public Task<int> TotalCountAsync(CancellationToken cancellationToken) => _count(cancellationToken);
}
