namespace Monitoring.GraphQL;

internal enum TypeKind
{
    Scalar,
    Object,
    Interface,
    Union,
    Enum,
    InputObject,
    List,
    NonNull,
}

/// <summary>A type of the schema; wrapping types are made once, so types are equal when they are the same object.</summary>
internal abstract class GType
{
    private ListType? _list;
    private NonNullType? _nonNull;

    public abstract TypeKind Kind { get; }

    /// <summary>The type as introspection shows it.</summary>
    public IntrospectionType? Introspection { get; set; }

    /// <summary>The type with lists and non-null taken off.</summary>
    public abstract NamedType Named { get; }

    public ListType List => _list ?? Interlocked.CompareExchange(ref _list, new ListType(this), null) ?? _list;

    public virtual NonNullType NonNull => _nonNull ?? Interlocked.CompareExchange(ref _nonNull, new NonNullType(this), null) ?? _nonNull;

    /// <summary>The type without an outermost non-null.</summary>
    public virtual GType Nullable => this;

    public bool IsNonNull => Kind == TypeKind.NonNull;

    public bool IsInput => Named.Kind is TypeKind.Scalar or TypeKind.Enum or TypeKind.InputObject;

    public bool IsLeaf => Kind is TypeKind.Scalar or TypeKind.Enum;
}

internal sealed class ListType(GType item) : GType
{
    public GType Item { get; } = item;

    public override TypeKind Kind => TypeKind.List;

    public override NamedType Named => Item.Named;

    public override string ToString() => $"[{Item}]";
}

internal sealed class NonNullType(GType inner) : GType
{
    public GType Inner { get; } = inner;

    public override TypeKind Kind => TypeKind.NonNull;

    public override NamedType Named => Inner.Named;

    public override NonNullType NonNull => this;

    public override GType Nullable => Inner;

    public override string ToString() => $"{Inner}!";
}

internal abstract class NamedType(string name) : GType
{
    public string Name { get; } = name;

    public string? Description { get; init; }

    public override NamedType Named => this;

    public override string ToString() => Name;
}

internal sealed class ScalarType(GraphQLScalar scalar) : NamedType(scalar.Name)
{
    public GraphQLScalar Scalar { get; } = scalar;

    public override TypeKind Kind => TypeKind.Scalar;
}

internal sealed record EnumValue(string Name, object Value, string? Description, string? Deprecation);

internal sealed class EnumType(string name, Type clrType, IReadOnlyList<EnumValue> values) : NamedType(name)
{
    public Type ClrType { get; } = clrType;

    public IReadOnlyList<EnumValue> Values { get; } = values;

    public override TypeKind Kind => TypeKind.Enum;

    public EnumValue? Find(string name)
    {
        foreach (var value in Values)
        {
            if (value.Name == name) return value;
        }
        return null;
    }
}

internal sealed class InputObjectType(string name, Type clrType) : NamedType(name)
{
    public Type ClrType { get; } = clrType;

    public bool IsOneOf { get; init; }

    public IReadOnlyList<InputValue> Fields { get; set; } = [];

    /// <summary>Makes the C# object from the converted values of <see cref="Fields"/>, in their order.</summary>
    public Func<object?[], object> Create { get; set; } = null!;

    public override TypeKind Kind => TypeKind.InputObject;

    public InputValue? Find(string name)
    {
        foreach (var field in Fields)
        {
            if (field.Name == name) return field;
        }
        return null;
    }
}
