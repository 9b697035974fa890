using System.Globalization;

namespace Monitoring.GraphQL;

/// <summary>From the coerced form of a value to the C# type of a parameter or property.</summary>
internal static class InputConverters
{
    public static Func<object?, object?> Leaf(NamedType type, Type target)
    {
        if (type is not ScalarType scalar || scalar.Scalar.ClrType == target) return value => value;
        if (target == typeof(Guid)) return value => value is null ? null : ParseGuid((string)value);
        return value => value is null ? null : Change(value, target);
    }

    public static Func<object?, object?> Optional(Type inner) => (Func<object?, object?>)Delegate.CreateDelegate(
        typeof(Func<object?, object?>), typeof(InputConverters).GetMethod(nameof(MakeOptional))!.MakeGenericMethod(inner));

    public static Func<object?, object?> List(Type target, Type item, Func<object?, object?> convert, string origin)
    {
        var array = item.MakeArrayType();
        var build = (Func<object?[], Func<object?, object?>, object>)Delegate.CreateDelegate(
            typeof(Func<object?[], Func<object?, object?>, object>), typeof(InputConverters).GetMethod(nameof(MakeArray))!.MakeGenericMethod(item));
        if (target.IsAssignableFrom(array)) return value => value is null ? null : build((object?[])value, convert);
        var constructor = target.GetConstructor([typeof(IEnumerable<>).MakeGenericType(item)])
            ?? (typeof(HashSet<>).MakeGenericType(item) is var set && target.IsAssignableFrom(set)
                ? set.GetConstructor([typeof(IEnumerable<>).MakeGenericType(item)]) : null)
            ?? throw new GraphQLSchemaException($"{origin}: a list cannot be given as {target}; use IReadOnlyList<{item.Name}>.");
        return value => value is null ? null : constructor.Invoke([build((object?[])value, convert)]);
    }

    public static object? MakeOptional<T>(object? value) => new Optional<T>((T)value!);

    public static object MakeArray<T>(object?[] items, Func<object?, object?> convert)
    {
        var result = new T[items.Length];
        for (var i = 0; i < items.Length; i++) result[i] = (T)convert(items[i])!;
        return result;
    }

    private static object ParseGuid(string text) => Guid.TryParse(text, out var id)
        ? id : throw new GraphQLException($"ID \"{text}\" is not one this server gave.", ErrorCodes.BadUserInput);

    private static object Change(object value, Type target)
    {
        try
        {
            return Convert.ChangeType(value, target, CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is OverflowException or FormatException)
        {
            throw new GraphQLException($"Value {value} is out of range.", ErrorCodes.BadUserInput);
        }
    }
}
