namespace Monitoring.GraphQL;

/// <summary>The default value of an argument or input field as a GraphQL literal, where C# has no constant for it.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter, Inherited = false)]
public sealed class GraphQLDefaultAttribute(string literal) : Attribute
{
    /// <summary>The literal, for example <c>[OPEN, ACKNOWLEDGED]</c>.</summary>
    public string Literal { get; } = literal;
}
