namespace Monitoring.GraphQL;

/// <summary>The introspection schema (specification, section 4.2), written like any other type.</summary>
[GraphQLName("__Schema")]
[GraphQLDescription("A GraphQL Schema defines the capabilities of a GraphQL server. It exposes all available types and directives on the "
    + "server, as well as the entry points for query, mutation, and subscription operations.")]
internal sealed class IntrospectionSchema(Schema schema)
{
    public string? Description => schema.Description;

    [GraphQLDescription("A list of all types supported by this server.")]
    public IEnumerable<IntrospectionType> Types => schema.Types.Values.Select(IntrospectionType.Of);

    [GraphQLDescription("The type that query operations will be rooted at.")]
    public IntrospectionType QueryType => IntrospectionType.Of(schema.Query);

    [GraphQLDescription("If this server supports mutation, the type that mutation operations will be rooted at.")]
    public IntrospectionType? MutationType => IntrospectionType.OfNullable(schema.Mutation);

    [GraphQLDescription("If this server support subscription, the type that subscription operations will be rooted at.")]
    public IntrospectionType? SubscriptionType => IntrospectionType.OfNullable(schema.Subscription);

    [GraphQLDescription("A list of all directives supported by this server.")]
    public IEnumerable<IntrospectionDirective> Directives => schema.Directives.Values.Select(directive => new IntrospectionDirective(directive));
}

[GraphQLName("__TypeKind")]
[GraphQLDescription("An enum describing what kind of type a given `__Type` is.")]
internal enum IntrospectionKind
{
    [GraphQLDescription("Indicates this type is a scalar.")]
    Scalar,

    [GraphQLDescription("Indicates this type is an object. `fields` and `interfaces` are valid fields.")]
    Object,

    [GraphQLDescription("Indicates this type is an interface. `fields`, `interfaces`, and `possibleTypes` are valid fields.")]
    Interface,

    [GraphQLDescription("Indicates this type is a union. `possibleTypes` is a valid field.")]
    Union,

    [GraphQLDescription("Indicates this type is an enum. `enumValues` is a valid field.")]
    Enum,

    [GraphQLDescription("Indicates this type is an input object. `inputFields` is a valid field.")]
    InputObject,

    [GraphQLDescription("Indicates this type is a list. `ofType` is a valid field.")]
    List,

    [GraphQLDescription("Indicates this type is a non-null. `ofType` is a valid field.")]
    NonNull,
}

[GraphQLName("__Type")]
[GraphQLDescription("The fundamental unit of any GraphQL Schema is the type. There are many kinds of types in GraphQL as represented by the "
    + "`__TypeKind` enum.\n\nDepending on the kind of a type, certain fields describe information about that type. Scalar types provide no "
    + "information beyond a name, description and optional `specifiedByURL`, while Enum types provide their values. Object and Interface types "
    + "provide the fields they describe. Abstract types, Union and Interface, provide the Object types possible at runtime. List and NonNull "
    + "types compose other types.")]
internal sealed class IntrospectionType(GType type)
{
    public IntrospectionKind Kind => (IntrospectionKind)type.Kind;

    public string? Name => (type as NamedType)?.Name;

    public string? Description => (type as NamedType)?.Description;

    [GraphQLName("specifiedByURL")]
    public string? SpecifiedByUrl => (type as ScalarType)?.Scalar.SpecifiedBy;

    public IEnumerable<IntrospectionField>? Fields(bool includeDeprecated = false) => type is CompositeType { Kind: not TypeKind.Union } composite
        ? composite.Fields.Where(field => includeDeprecated || field.Deprecation is null).Select(field => new IntrospectionField(field)) : null;

    public IEnumerable<IntrospectionType>? Interfaces =>
        type is CompositeType { Kind: not TypeKind.Union } composite ? composite.Interfaces.Select(Of) : null;

    public IEnumerable<IntrospectionType>? PossibleTypes => type is CompositeType { IsAbstract: true } composite ? composite.PossibleTypes.Select(Of) : null;

    public IEnumerable<IntrospectionEnumValue>? EnumValues(bool includeDeprecated = false) => (type as EnumType)?.Values
        .Where(value => includeDeprecated || value.Deprecation is null).Select(value => new IntrospectionEnumValue(value));

    public IEnumerable<IntrospectionInputValue>? InputFields(bool includeDeprecated = false) =>
        type is InputObjectType input ? IntrospectionInputValue.Of(input.Fields, includeDeprecated) : null;

    public IntrospectionType? OfType => OfNullable((type as ListType)?.Item ?? (type as NonNullType)?.Inner);

    public bool? IsOneOf => (type as InputObjectType)?.IsOneOf;

    internal static IntrospectionType Of(GType type) => type.Introspection ??= new IntrospectionType(type);

    internal static IntrospectionType? OfNullable(GType? type) => type is null ? null : Of(type);
}

[GraphQLName("__Field")]
[GraphQLDescription("Object and Interface types are described by a list of Fields, each of which has a name, potentially a list of arguments, "
    + "and a return type.")]
internal sealed class IntrospectionField(FieldDefinition definition)
{
    public string Name => definition.Name;

    public string? Description => definition.Description;

    public IEnumerable<IntrospectionInputValue> Args(bool includeDeprecated = false) => IntrospectionInputValue.Of(definition.Arguments, includeDeprecated);

    public IntrospectionType Type => IntrospectionType.Of(definition.Type);

    public bool IsDeprecated => definition.Deprecation is not null;

    public string? DeprecationReason => definition.Deprecation;
}

[GraphQLName("__InputValue")]
[GraphQLDescription("Arguments provided to Fields or Directives and the input fields of an InputObject are represented as Input Values which "
    + "describe their type and optionally a default value.")]
internal sealed class IntrospectionInputValue(InputValue value)
{
    public string Name => value.Name;

    public string? Description => value.Description;

    public IntrospectionType Type => IntrospectionType.Of(value.Type);

    [GraphQLDescription("A GraphQL-formatted string representing the default value for this input value.")]
    public string? DefaultValue => value.Default is null ? null : Printer.Print(value.Default);

    public bool IsDeprecated => value.Deprecation is not null;

    public string? DeprecationReason => value.Deprecation;

    internal static IEnumerable<IntrospectionInputValue> Of(IEnumerable<InputValue> values, bool includeDeprecated) =>
        values.Where(value => includeDeprecated || value.Deprecation is null).Select(value => new IntrospectionInputValue(value));
}

[GraphQLName("__EnumValue")]
[GraphQLDescription("One possible value for a given Enum. Enum values are unique values, not a placeholder for a string or numeric value. "
    + "However an Enum value is returned in a JSON response as a string.")]
internal sealed class IntrospectionEnumValue(EnumValue value)
{
    public string Name => value.Name;

    public string? Description => value.Description;

    public bool IsDeprecated => value.Deprecation is not null;

    public string? DeprecationReason => value.Deprecation;
}

[GraphQLName("__Directive")]
[GraphQLDescription("A Directive provides a way to describe alternate runtime execution and type validation behavior in a GraphQL document.\n\nIn "
    + "some cases, you need to provide options to alter GraphQL's execution behavior in ways field arguments will not suffice, such as "
    + "conditionally including or skipping a field. Directives provide this by describing additional information to the executor.")]
internal sealed class IntrospectionDirective(DirectiveDefinition directive)
{
    public string Name => directive.Name;

    public string? Description => directive.Description;

    public bool IsRepeatable => directive.IsRepeatable;

    public IEnumerable<DirectiveLocationKind> Locations => directive.Locations.Select(DirectiveLocations.Parse);

    public IEnumerable<IntrospectionInputValue> Args(bool includeDeprecated = false) =>
        IntrospectionInputValue.Of(directive.Arguments, includeDeprecated);
}
