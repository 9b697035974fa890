using System.Reflection;

namespace Monitoring.GraphQL;

/// <summary>Scalars and enums by C# type.</summary>
internal sealed class LeafTypes
{
    private readonly Action<NamedType, string> _register;
    private readonly Dictionary<Type, GraphQLScalar> _byClrType = [];
    private readonly Dictionary<string, GraphQLScalar> _byName = [];
    private readonly Dictionary<GraphQLScalar, ScalarType> _made = [];
    private readonly Dictionary<Type, EnumType> _enums = [];

    public LeafTypes(IReadOnlyList<GraphQLScalar> custom, Action<NamedType, string> register)
    {
        _register = register;
        GraphQLScalar[] builtIn =
        [
            new IntScalar { Description = Texts.Int },
            new FloatScalar { Description = Texts.Float },
            new StringScalar { Description = Texts.String },
            new BooleanScalar { Description = Texts.Boolean },
            new IdScalar { Description = Texts.Id },
            new LongScalar { Description = Texts.Long },
            new DateTimeScalar { Description = Texts.DateTime, SpecifiedBy = "https://www.rfc-editor.org/rfc/rfc3339" },
            new DateScalar { Description = Texts.Date, SpecifiedBy = "https://www.rfc-editor.org/rfc/rfc3339" },
        ];
        foreach (var scalar in builtIn.Concat(custom))
        {
            _byName[scalar.Name] = scalar;
            if (scalar is not IdScalar) _byClrType[scalar.ClrType] = scalar;
        }
    }

    /// <summary>C# number types that are carried by a wider scalar.</summary>
    public static Type Carrier(Type type) =>
        type == typeof(short) || type == typeof(ushort) || type == typeof(byte) || type == typeof(sbyte) ? typeof(int)
        : type == typeof(uint) ? typeof(long)
        : type == typeof(float) ? typeof(double)
        : type;

    private static bool CanBeId(Type type) => type == typeof(string) || type == typeof(int) || type == typeof(long) || type == typeof(Guid);

    public bool IsLeaf(Type type) => type.IsEnum || _byClrType.ContainsKey(type) || _byClrType.ContainsKey(Carrier(type)) || type == typeof(Guid);

    public ScalarType Find(string name) => Made(_byName[name]);

    /// <summary>The leaf type of a C# type (not nullable, not a list), or null.</summary>
    public NamedType? Find(Type type, bool isId, string origin)
    {
        if (isId)
        {
            if (CanBeId(type)) return Find("ID");
            throw new GraphQLSchemaException($"{origin}: {type} cannot be an ID; use string, int, long or Guid.");
        }
        if (_byClrType.TryGetValue(type, out var scalar) || _byClrType.TryGetValue(Carrier(type), out scalar)) return Made(scalar);
        if (type == typeof(Guid)) return Find("ID");
        return type.IsEnum ? Enum(type) : null;
    }

    private ScalarType Made(GraphQLScalar scalar)
    {
        if (_made.TryGetValue(scalar, out var made)) return made;
        _made.Add(scalar, made = new ScalarType(scalar) { Description = scalar.Description });
        _register(made, scalar.GetType().ToString());
        return made;
    }

    private EnumType Enum(Type type)
    {
        if (_enums.TryGetValue(type, out var made)) return made;
        var values = type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.GetCustomAttribute<GraphQLIgnoreAttribute>() is null)
            .Select(field => new EnumValue(
                Naming.OfEnumValue(field), field.GetValue(null)!, Descriptions.Of(field), field.GetCustomAttribute<GraphQLDeprecatedAttribute>()?.Reason))
            .ToList();
        if (values.Count == 0) throw new GraphQLSchemaException($"{type}: an enum needs at least one value.");
        if (values.FirstOrDefault(value => value.Name is "true" or "false" or "null") is { } bad)
            throw new GraphQLSchemaException($"{type}: \"{bad.Name}\" is reserved and cannot be an enum value.");
        if (values.GroupBy(value => value.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new GraphQLSchemaException($"{type}: two values are named \"{twice.Key}\".");
        _enums.Add(type, made = new EnumType(Naming.Of(type), type, values) { Description = Descriptions.Of(type) });
        _register(made, type.ToString());
        return made;
    }

    private static class Texts
    {
        public const string Int = "The `Int` scalar type represents non-fractional signed whole numeric values. "
            + "Int can represent values between -(2^31) and 2^31 - 1.";

        public const string Float = "The `Float` scalar type represents signed double-precision fractional values as specified by "
            + "[IEEE 754](https://en.wikipedia.org/wiki/IEEE_floating_point).";

        public const string String = "The `String` scalar type represents textual data, represented as UTF-8 character sequences. "
            + "The String type is most often used by GraphQL to represent free-form human-readable text.";

        public const string Boolean = "The `Boolean` scalar type represents `true` or `false`.";

        public const string Id = "The `ID` scalar type represents a unique identifier, often used to refetch an object or as key for a cache. "
            + "The ID type appears in a JSON response as a String; however, it is not intended to be human-readable. When expected as an "
            + "input type, any string (such as `\"4\"`) or integer (such as `4`) input value will be accepted as an ID.";

        public const string Long = "A signed 64-bit integer: a JSON number on output, a number or a string of digits on input.";

        public const string DateTime = "An instant as RFC 3339 text with an offset, such as `2026-11-22T08:15:30+08:00`.";

        public const string Date = "A day of the calendar as `YYYY-MM-DD`.";
    }
}
