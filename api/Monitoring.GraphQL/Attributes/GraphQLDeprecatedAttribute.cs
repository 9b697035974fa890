namespace Monitoring.GraphQL;

/// <summary>Marks a field, argument, input field or enum value as <c>@deprecated</c>.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method | AttributeTargets.Parameter | AttributeTargets.Field, Inherited = false)]
public sealed class GraphQLDeprecatedAttribute(string reason = "No longer supported") : Attribute
{
    /// <summary>Why, and what to use instead.</summary>
    public string Reason { get; } = reason;
}
