using System.Reflection;

namespace Monitoring.GraphQL;

/// <summary>Arguments and input objects.</summary>
internal sealed class InputTypes(LeafTypes leaves, Action<NamedType, string> register, Action<Action> later)
{
    private readonly Dictionary<Type, InputObjectType> _made = [];

    public InputValue Argument(ParameterInfo parameter, string origin)
    {
        var isId = parameter.GetCustomAttribute<GraphQLIdAttribute>() is not null;
        var (type, convert, optional) = Read(ClrType.Of(parameter), isId, origin);
        var literal = parameter.GetCustomAttribute<GraphQLDefaultAttribute>()?.Literal;
        var constant = literal is null && parameter.HasDefaultValue && parameter.DefaultValue is { } value ? value : null;
        return Finish(new InputSpec(Naming.Of(parameter, origin), type, convert, optional, literal, constant, parameter.ParameterType, origin)
        {
            Description = Descriptions.Of(parameter),
            Deprecation = parameter.GetCustomAttribute<GraphQLDeprecatedAttribute>()?.Reason,
        });
    }

    private InputObjectType InputObject(Type type)
    {
        if (_made.TryGetValue(type, out var made)) return made;
        made = new InputObjectType(Naming.Of(type), type)
        {
            Description = Descriptions.Of(type),
            IsOneOf = type.GetCustomAttribute<GraphQLOneOfAttribute>(false) is not null,
        };
        _made.Add(type, made);
        register(made, $"{type} (as an input)");
        later(() => InputObjectBuilder.Fill(made, Field));
        return made;
    }

    private InputValue Field(PropertyInfo property, object? initial, InputObjectType owner)
    {
        var origin = Naming.Origin(property);
        var isId = property.GetCustomAttribute<GraphQLIdAttribute>() is not null;
        var (type, convert, optional) = Read(ClrType.Of(property, true), isId, origin);
        var literal = property.GetCustomAttribute<GraphQLDefaultAttribute>()?.Literal;
        if (owner.IsOneOf && (type.IsNonNull || literal is not null || initial is not null))
            throw new GraphQLSchemaException($"{origin}: a field of @oneOf input {owner.Name} must be nullable and without default.");
        return Finish(new InputSpec(Naming.Of(property, origin), type, convert, optional, literal, initial, property.PropertyType, origin)
        {
            Description = Descriptions.Of(property),
            Deprecation = property.GetCustomAttribute<GraphQLDeprecatedAttribute>()?.Reason,
        });
    }

    /// <summary>The GraphQL type, the conversion to the C# type, and whether absence is told apart.</summary>
    private (GType Type, Func<object?, object?> Convert, bool Optional) Read(ClrType clr, bool isId, string origin)
    {
        if (clr.ArgumentOf(typeof(Optional<>)) is { } inner)
        {
            // Absence is always allowed, so the type is nullable even where the value's C# type is not.
            var (type, convert, _) = Read(inner, isId, origin);
            var wrap = InputConverters.Optional(inner.Lifted);
            return (type.Nullable, value => wrap(convert(value)), true);
        }
        if (clr.ListItem() is { } item && !leaves.IsLeaf(clr.Type))
        {
            var (type, convert, _) = Read(item, isId, origin);
            return (clr.IsNullable ? type.List : type.List.NonNull, InputConverters.List(clr.Type, item.Lifted, convert, origin), false);
        }
        NamedType named = leaves.Find(clr.Type, isId, origin) ?? (NamedType)InputObject(CheckInput(clr.Type, origin));
        return (clr.IsNullable ? named : named.NonNull, InputConverters.Leaf(named, clr.Type), false);
    }

    private static Type CheckInput(Type type, string origin)
    {
        if (type is { IsAbstract: false, IsInterface: false } && type != typeof(object) && !type.IsPrimitive && !typeof(Delegate).IsAssignableFrom(type))
            return type;
        throw new GraphQLSchemaException(
            $"{origin}: {type} can be no argument. If it is a service, register it with the container or mark the parameter [FromServices].");
    }

    private static InputValue Finish(InputSpec spec)
    {
        var node = spec.Literal is not null ? ParseDefault(spec) : spec.Constant is not null ? Literals.FromClr(spec.Constant, spec.Type, spec.Origin) : null;
        var absent = spec.Optional || spec.ClrType.IsValueType ? Activator.CreateInstance(spec.ClrType) : null;
        return new InputValue(spec.Name, spec.Type, spec.Convert, spec.Origin)
        {
            Description = spec.Description,
            Deprecation = spec.Deprecation,
            Default = node,
            Absent = absent,
        };
    }

    private static ValueNode ParseDefault(InputSpec spec)
    {
        try
        {
            return Parser.ParseConstValue(spec.Literal!);
        }
        catch (GraphQLSyntaxException e)
        {
            throw new GraphQLSchemaException($"{spec.Origin}: the default {spec.Literal} cannot be read: {e.Message}");
        }
    }

    private sealed record InputSpec(
        string Name, GType Type, Func<object?, object?> Convert, bool Optional, string? Literal, object? Constant, Type ClrType, string Origin)
    {
        public string? Description { get; init; }

        public string? Deprecation { get; init; }
    }
}
