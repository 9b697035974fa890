using System.Reflection;

namespace Monitoring.GraphQL;

/// <summary>The fields every schema has (specification, sections 4.1 and 4.3).</summary>
internal static class MetaFields
{
    public static readonly MemberInfo TypeNameMember = typeof(MetaFields).GetMethod(nameof(TypeName))!;

    [GraphQLName("__schema"), GraphQLDescription("Access the current type schema of this server.")]
    public static IntrospectionSchema Schema(GraphQLRequestContext context) => new(context.Schema);

    [GraphQLName("__type"), GraphQLDescription("Request the type information of a single type.")]
    public static IntrospectionType? Type(GraphQLRequestContext context, string name) =>
        IntrospectionType.OfNullable(context.Schema.Types.GetValueOrDefault(name));

    [GraphQLName("__typename"), GraphQLDescription("The name of the current Object type at runtime.")]
    public static string TypeName() => throw new InvalidOperationException("Written from the plan.");
}
