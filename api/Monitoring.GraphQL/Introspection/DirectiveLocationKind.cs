namespace Monitoring.GraphQL;

[GraphQLName("__DirectiveLocation")]
[GraphQLDescription("A Directive can be adjacent to many parts of the GraphQL language, a __DirectiveLocation describes one such possible adjacencies.")]
internal enum DirectiveLocationKind
{
    Query,
    Mutation,
    Subscription,
    Field,
    FragmentDefinition,
    FragmentSpread,
    InlineFragment,
    VariableDefinition,
    Schema,
    Scalar,
    Object,
    FieldDefinition,
    ArgumentDefinition,
    Interface,
    Union,
    Enum,
    EnumValue,
    InputObject,
    InputFieldDefinition,
}

internal static class DirectiveLocations
{
    private static readonly Dictionary<string, DirectiveLocationKind> ByName =
        Enum.GetValues<DirectiveLocationKind>().ToDictionary(kind => Naming.ScreamingSnake(kind.ToString()));

    public static DirectiveLocationKind Parse(string name) => ByName[name];
}
