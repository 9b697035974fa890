using System.Reflection;

namespace Monitoring.GraphQL;

/// <summary>A C# type with the nullability of each of its levels.</summary>
internal readonly record struct ClrType(Type Type, bool IsNullable, IReadOnlyList<ClrType> Arguments)
{
    private static readonly NullabilityInfoContext Context = new();

    public static ClrType Of(ParameterInfo parameter)
    {
        lock (Context) return From(parameter.ParameterType, Context.Create(parameter), true);
    }

    public static ClrType Of(PropertyInfo property, bool forInput)
    {
        lock (Context) return From(property.PropertyType, Context.Create(property), forInput);
    }

    /// <summary>The item of a list type, or null when the type is no list.</summary>
    public ClrType? ListItem()
    {
        if (Type == typeof(string)) return null;
        if (Type.IsArray) return Arguments[0];
        var sequence = Type.IsGenericType && Type.GetGenericTypeDefinition() == typeof(IEnumerable<>)
            ? Type : Type.GetInterfaces().FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>));
        if (sequence is null) return null;
        var item = sequence.GetGenericArguments()[0];
        var same = Arguments.FirstOrDefault(argument => argument.Type == item || argument.Lifted == item);
        return same.Type is not null ? same : new ClrType(Nullable.GetUnderlyingType(item) ?? item, Nullable.GetUnderlyingType(item) is not null, []);
    }

    /// <summary>The type as C# has it: a nullable value type in its wrapper.</summary>
    public Type Lifted => IsNullable && Type.IsValueType ? typeof(Nullable<>).MakeGenericType(Type) : Type;

    /// <summary>The type argument when this is that generic type.</summary>
    public ClrType? ArgumentOf(Type generic) => Type.IsGenericType && Type.GetGenericTypeDefinition() == generic ? Arguments[0] : null;

    private static ClrType From(Type type, NullabilityInfo info, bool forInput)
    {
        var underlying = Nullable.GetUnderlyingType(type);
        var state = forInput ? info.WriteState : info.ReadState;
        if (state == NullabilityState.Unknown) state = forInput ? info.ReadState : info.WriteState;
        var nullable = underlying is not null || (!type.IsValueType && state == NullabilityState.Nullable);
        var bare = underlying ?? type;
        ClrType[] arguments = bare.IsArray
            ? [From(bare.GetElementType()!, info.ElementType!, forInput)]
            : [.. bare.GetGenericArguments().Zip(Generic(bare, info), (t, i) => From(t, i, forInput))];
        return new ClrType(bare, nullable, arguments);
    }

    private static NullabilityInfo[] Generic(Type type, NullabilityInfo info) =>
        // The arguments of a nullable struct are found one level further down.
        info.Type != type && info.GenericTypeArguments.Length == 1 && info.GenericTypeArguments[0].Type == type
            ? info.GenericTypeArguments[0].GenericTypeArguments : info.GenericTypeArguments;
}
