using System.Reflection;

namespace Monitoring.GraphQL;

/// <summary>A type that has fields or members: object, interface, union.</summary>
internal abstract class CompositeType(string name, Type? clrType) : NamedType(name)
{
    private readonly Dictionary<string, FieldDefinition> _byName = [];

    /// <summary>The C# type of its values; the query, mutation and subscription types have none.</summary>
    public Type? ClrType { get; } = clrType;

    public List<FieldDefinition> Fields { get; } = [];

    public List<InterfaceType> Interfaces { get; } = [];

    /// <summary>The object types a value may be of.</summary>
    public abstract IReadOnlyList<ObjectType> PossibleTypes { get; }

    public bool IsAbstract => Kind != TypeKind.Object;

    public FieldDefinition? Find(string name) => _byName.GetValueOrDefault(name);

    public void Add(FieldDefinition field)
    {
        if (!_byName.TryAdd(field.Name, field))
        {
            throw new GraphQLSchemaException(
                $"{Name}.{field.Name} is defined twice: by {_byName[field.Name].Origin} and by {field.Origin}.");
        }
        Fields.Add(field);
    }
}

internal sealed class ObjectType(string name, Type? clrType, int index) : CompositeType(name, clrType)
{
    /// <summary>Position among the schema's object types, for plans.</summary>
    public int Index { get; } = index;

    public override TypeKind Kind => TypeKind.Object;

    public override IReadOnlyList<ObjectType> PossibleTypes => field ??= [this];
}

internal sealed class InterfaceType(string name, Type clrType) : CompositeType(name, clrType)
{
    public List<ObjectType> Implementations { get; } = [];

    public override TypeKind Kind => TypeKind.Interface;

    public override IReadOnlyList<ObjectType> PossibleTypes => Implementations;
}

internal sealed class UnionType(string name, Type clrType) : CompositeType(name, clrType)
{
    public List<ObjectType> Members { get; } = [];

    public override TypeKind Kind => TypeKind.Union;

    public override IReadOnlyList<ObjectType> PossibleTypes => Members;
}

internal sealed class FieldDefinition(string name, GType type, string origin)
{
    public string Name { get; } = name;

    public GType Type { get; } = type;

    /// <summary>The C# member, for messages.</summary>
    public string Origin { get; } = origin;

    public string? Description { get; init; }

    public string? Deprecation { get; init; }

    public IReadOnlyList<InputValue> Arguments { get; init; } = [];

    public int CostWeight { get; init; }

    public int CostListSize { get; init; } = -1;

    public MemberInfo? Member { get; init; }

    /// <summary>The class of resolvers an instance of which the member is called on; null when it is called on the parent or is static.</summary>
    public Type? ResolverClass { get; init; }

    /// <summary>The index of <see cref="Arguments"/> that the last event's id replaces, or -1.</summary>
    public int ResumeArgument { get; init; } = -1;

    /// <summary>What each parameter of the member is for.</summary>
    public IReadOnlyList<ParameterKind> Parameters { get; init; } = [];

    public bool IsBatch { get; init; }

    public FieldExecutor Executor { get; set; } = null!;

    /// <summary>Starts the source of a subscription's field.</summary>
    public SubscriptionSource? Source { get; set; }

    public InputValue? FindArgument(string name)
    {
        foreach (var argument in Arguments)
        {
            if (argument.Name == name) return argument;
        }
        return null;
    }
}

/// <summary>An argument or a field of an input object.</summary>
internal sealed class InputValue(string name, GType type, Func<object?, object?> convert, string origin)
{
    private object? _default;
    private bool _defaultKnown;

    public string Name { get; } = name;

    public GType Type { get; } = type;

    public string Origin { get; } = origin;

    public string? Description { get; init; }

    public string? Deprecation { get; init; }

    public ValueNode? Default { get; init; }

    /// <summary>The default in the form of <see cref="InputCoercion"/>, when there is one.</summary>
    public object? DefaultValue
    {
        get
        {
            if (_defaultKnown || Default is null) return _default;
            _default = InputCoercion.Literal(Default, Type, Variables.None);
            _defaultKnown = true;
            return _default;
        }
    }

    /// <summary>What the C# parameter or property is given when nothing is.</summary>
    public object? Absent { get; init; }

    public bool IsRequired => Type.IsNonNull && Default is null;

    /// <summary>From the coerced form to the C# type of the parameter or property.</summary>
    public object? ToClr(object? value) => convert(value);
}

internal sealed class DirectiveDefinition(string name, string description, string[] locations, params InputValue[] arguments)
{
    public string Name { get; } = name;

    public string Description { get; } = description;

    public IReadOnlyList<string> Locations { get; } = locations;

    public IReadOnlyList<InputValue> Arguments { get; } = arguments;

    public bool IsRepeatable => false;
}
