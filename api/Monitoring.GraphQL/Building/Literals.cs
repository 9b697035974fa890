using System.Globalization;

namespace Monitoring.GraphQL;

internal static class Literals
{
    /// <summary>The literal of a C# constant.</summary>
    public static ValueNode FromClr(object value, GType type, string origin) => (type.Nullable, value) switch
    {
        (EnumType e, _) => new EnumValueNode
        {
            Value = e.Values.FirstOrDefault(v => v.Value.Equals(Enum.ToObject(e.ClrType, value)))?.Name
                ?? throw new GraphQLSchemaException($"{origin}: {value} is no value of enum {e.Name}."),
        },
        (_, bool boolean) => new BooleanValueNode { Value = boolean },
        (_, int or long or short or byte or sbyte or ushort or uint) =>
            new IntValueNode { Value = Convert.ToString(value, CultureInfo.InvariantCulture)! },
        (_, double or float or decimal) => Number(Convert.ToString(value, CultureInfo.InvariantCulture)!),
        (_, string text) => new StringValueNode { Value = text },
        (ListType list, System.Collections.IEnumerable items) =>
            new ListValueNode { Values = [.. items.Cast<object?>().Select(item => item is null ? new NullValueNode() : FromClr(item, list.Item, origin))] },
        _ => throw new GraphQLSchemaException($"{origin}: {value} cannot be written as a literal; use [GraphQLDefault]."),
    };

    private static ValueNode Number(string text) =>
        text.AsSpan().IndexOfAny('.', 'E') < 0 ? new IntValueNode { Value = text } : new FloatValueNode { Value = text.Replace("E+", "e", StringComparison.Ordinal) };
}
