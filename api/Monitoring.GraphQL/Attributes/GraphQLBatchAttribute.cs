namespace Monitoring.GraphQL;

/// <summary>A resolver that is called once for all parents at hand: it takes <c>IReadOnlyList&lt;TParent&gt;</c> and returns one result for each parent, in the same order.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class GraphQLBatchAttribute : Attribute;
