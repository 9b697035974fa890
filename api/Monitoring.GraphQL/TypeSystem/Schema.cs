namespace Monitoring.GraphQL;

/// <summary>A finished schema.</summary>
internal sealed class Schema
{
    private readonly Dictionary<Type, ObjectType> _byClrType = [];

    public Schema(IEnumerable<NamedType> types, ObjectType query, ObjectType? mutation, ObjectType? subscription, string? description)
    {
        Types = types.OrderBy(type => type.Name, StringComparer.Ordinal).ToDictionary(type => type.Name);
        (Query, Mutation, Subscription, Description) = (query, mutation, subscription, description);
        Directives = SpecifiedDirectives.Create((ScalarType)Types["Boolean"], (ScalarType)Types["String"]);
        ObjectTypes = [.. Types.Values.OfType<ObjectType>().OrderBy(type => type.Index)];
        foreach (var type in ObjectTypes.Where(type => type.ClrType is not null)) _byClrType[type.ClrType!] = type;
    }

    public string? Description { get; }

    public ObjectType Query { get; }

    public ObjectType? Mutation { get; }

    public ObjectType? Subscription { get; }

    public IReadOnlyDictionary<string, NamedType> Types { get; }

    public IReadOnlyDictionary<string, DirectiveDefinition> Directives { get; }

    public IReadOnlyList<ObjectType> ObjectTypes { get; }

    /// <summary><c>__schema</c>, <c>__type</c> and <c>__typename</c>.</summary>
    public FieldDefinition SchemaField { get; set; } = null!;

    public FieldDefinition TypeField { get; set; } = null!;

    public FieldDefinition TypeNameField { get; set; } = null!;

    public ObjectType? RootOf(OperationKind kind) => kind switch
    {
        OperationKind.Query => Query,
        OperationKind.Mutation => Mutation,
        _ => Subscription,
    };

    /// <summary>A field as a document names it on a type, meta-fields included.</summary>
    public FieldDefinition? FieldOf(CompositeType parent, string name)
    {
        if (name == TypeNameField.Name) return TypeNameField;
        if (parent == Query && name == SchemaField.Name) return SchemaField;
        if (parent == Query && name == TypeField.Name) return TypeField;
        return parent.Kind == TypeKind.Union ? null : parent.Find(name);
    }

    public GType? FromNode(TypeNode node) => node switch
    {
        NamedTypeNode named => Types.GetValueOrDefault(named.Name.Value),
        ListTypeNode list => FromNode(list.Type)?.List,
        _ => FromNode(((NonNullTypeNode)node).Type)?.NonNull,
    };

    /// <summary>The object type of a value, looking at its C# type and that type's bases.</summary>
    public ObjectType? TypeOf(object value)
    {
        for (var type = value.GetType(); type is not null; type = type.BaseType)
        {
            if (_byClrType.TryGetValue(type, out var found)) return found;
        }
        return null;
    }

    public bool IsSubType(CompositeType abstractType, NamedType type) => type switch
    {
        ObjectType o => abstractType.PossibleTypes.Contains(o),
        InterfaceType i => abstractType is InterfaceType parent && i.Interfaces.Contains(parent),
        _ => false,
    };

    public static bool Overlap(CompositeType a, CompositeType b) => a == b || a.PossibleTypes.Any(b.PossibleTypes.Contains);
}
