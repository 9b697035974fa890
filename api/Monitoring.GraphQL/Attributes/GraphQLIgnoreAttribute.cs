namespace Monitoring.GraphQL;

/// <summary>Keeps a public member out of the schema.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method | AttributeTargets.Field, Inherited = false)]
public sealed class GraphQLIgnoreAttribute : Attribute;
