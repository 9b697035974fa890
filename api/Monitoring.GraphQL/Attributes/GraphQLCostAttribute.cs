namespace Monitoring.GraphQL;

/// <summary>What a field costs in the query cost analysis; see <see cref="GraphQLLimits.CostMax"/>.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method, Inherited = false)]
public sealed class GraphQLCostAttribute : Attribute
{
    /// <summary>Cost of one use of the field itself. Unset (-1): 1 for fields with sub-selections, 0 for leaves.</summary>
    public int Weight { get; init; } = -1;

    /// <summary>Items a list is assumed to have when no paging argument says so. Unset (-1): <see cref="GraphQLLimits.AssumedListSize"/>.</summary>
    public int ListSize { get; init; } = -1;
}
