namespace Monitoring.GraphQL;

/// <summary>The directives of the specification (section 3.13).</summary>
internal static class SpecifiedDirectives
{
    public const string Skip = "skip";
    public const string Include = "include";

    public static Dictionary<string, DirectiveDefinition> Create(ScalarType boolean, ScalarType text)
    {
        DirectiveDefinition[] all =
        [
            new(Include, "Directs the executor to include this field or fragment only when the `if` argument is true.",
                ["FIELD", "FRAGMENT_SPREAD", "INLINE_FRAGMENT"], Argument("if", boolean.NonNull, "Included when true.")),
            new(Skip, "Directs the executor to skip this field or fragment when the `if` argument is true.",
                ["FIELD", "FRAGMENT_SPREAD", "INLINE_FRAGMENT"], Argument("if", boolean.NonNull, "Skipped when true.")),
            new("deprecated", "Marks an element of a GraphQL schema as no longer supported.",
                ["FIELD_DEFINITION", "ARGUMENT_DEFINITION", "INPUT_FIELD_DEFINITION", "ENUM_VALUE"],
                Argument("reason", text.NonNull, "Explains why this element was deprecated, usually also including a suggestion for how to "
                    + "access supported similar data. Formatted using the Markdown syntax, as specified by "
                    + "[CommonMark](https://commonmark.org/).", "No longer supported")),
            new("specifiedBy", "Exposes a URL that specifies the behavior of this scalar.", ["SCALAR"],
                Argument("url", text.NonNull, "The URL that specifies the behavior of this scalar.")),
            new("oneOf", "Indicates exactly one field must be supplied and this field must not be `null`.", ["INPUT_OBJECT"]),
        ];
        return all.ToDictionary(directive => directive.Name);
    }

    private static InputValue Argument(string name, GType type, string description, string? defaultValue = null) =>
        new(name, type, value => value, "@" + name)
        {
            Description = description,
            Default = defaultValue is null ? null : new StringValueNode { Value = defaultValue },
        };
}
