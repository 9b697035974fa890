namespace Monitoring.GraphQL;

/// <summary>Makes an input object a <c>@oneOf</c> input: exactly one of its (nullable) fields must be given.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class GraphQLOneOfAttribute : Attribute;
