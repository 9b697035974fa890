namespace Monitoring.GraphQL;

/// <summary>The name in the schema, when it is not the C# name in GraphQL's casing.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Property | AttributeTargets.Method | AttributeTargets.Parameter | AttributeTargets.Field, Inherited = false)]
public sealed class GraphQLNameAttribute(string name) : Attribute
{
    /// <summary>The exact name, matching <c>[_A-Za-z][_0-9A-Za-z]*</c>.</summary>
    public string Name { get; } = name;
}
