namespace Monitoring.GraphQL;

/// <summary>Makes a C# interface or abstract class a GraphQL union of the listed object types.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface, Inherited = false)]
public sealed class GraphQLUnionAttribute(params Type[] members) : Attribute
{
    /// <summary>The member object types.</summary>
    public IReadOnlyList<Type> Members { get; } = members;
}
