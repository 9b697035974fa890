namespace Monitoring.GraphQL;

/// <summary>The value (or, for a list, each item) is of type <c>ID</c>. Allowed on <see cref="string"/>, <see cref="int"/>, <see cref="long"/> and <see cref="Guid"/>.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method | AttributeTargets.Parameter, Inherited = false)]
public sealed class GraphQLIdAttribute : Attribute;
