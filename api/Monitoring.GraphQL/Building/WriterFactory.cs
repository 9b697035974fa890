using System.Globalization;

namespace Monitoring.GraphQL;

/// <summary>Makes the writer for a C# type and the GraphQL type it is shown as.</summary>
internal sealed class WriterFactory(Schema schema)
{
    public object For(Type clr, GType type, string origin)
    {
        var nonNull = type.IsNonNull;
        if (Nullable.GetUnderlyingType(clr) is { } underlying)
            return Make(typeof(NullableWriter<>), [underlying], For(underlying, type.Nullable, origin));
        return type.Nullable switch
        {
            ListType list => List(clr, list, nonNull, origin),
            ScalarType scalar => Scalar(clr, scalar, nonNull),
            EnumType e => Make(typeof(EnumWriter<>), [clr], e, nonNull),
            ObjectType o => Make(typeof(ObjectWriter<>), [clr], o, nonNull),
            CompositeType c => Make(typeof(AbstractWriter<>), [clr], schema, c, nonNull),
            _ => throw new GraphQLSchemaException($"{origin}: {clr} cannot be shown as {type}."),
        };
    }

    private object List(Type clr, ListType list, bool nonNull, string origin)
    {
        var sequence = clr.IsGenericType && clr.GetGenericTypeDefinition() == typeof(IEnumerable<>)
            ? clr : clr.GetInterfaces().First(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>));
        var item = sequence.GetGenericArguments()[0];
        return Make(typeof(ListWriter<,>), [clr, item], For(item, list.Item, origin), list.Item.IsNonNull, nonNull);
    }

    private static object Scalar(Type clr, ScalarType type, bool nonNull)
    {
        var scalar = type.Scalar;
        if (scalar is StringScalar or IdScalar && clr == typeof(string)) return new StringWriter(nonNull);
        if (scalar.ClrType == clr) return Make(typeof(ScalarWriter<>), [clr], scalar, nonNull);
        if (scalar is IdScalar) return Id(clr, nonNull);
        if (clr == typeof(short)) return Carry<short, int>(scalar, value => value, nonNull);
        if (clr == typeof(ushort)) return Carry<ushort, int>(scalar, value => value, nonNull);
        if (clr == typeof(byte)) return Carry<byte, int>(scalar, value => value, nonNull);
        if (clr == typeof(sbyte)) return Carry<sbyte, int>(scalar, value => value, nonNull);
        if (clr == typeof(uint)) return Carry<uint, long>(scalar, value => value, nonNull);
        // A float is shown with its own digits, not those of the double next to it.
        return Carry<float, double>(
            scalar, value => double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), nonNull);
    }

    private static object Id(Type clr, bool nonNull)
    {
        var text = new StringWriter(nonNull);
        if (clr == typeof(int)) return new ConvertingWriter<int, string?>(value => value.ToString(CultureInfo.InvariantCulture), text, nonNull);
        if (clr == typeof(long)) return new ConvertingWriter<long, string?>(value => value.ToString(CultureInfo.InvariantCulture), text, nonNull);
        return new ConvertingWriter<Guid, string?>(value => value.ToString(), text, nonNull);
    }

    private static ConvertingWriter<T, TCarrier> Carry<T, TCarrier>(GraphQLScalar scalar, Func<T, TCarrier> convert, bool nonNull) where TCarrier : notnull =>
        new(convert, new ScalarWriter<TCarrier>((GraphQLScalar<TCarrier>)scalar, nonNull), nonNull);

    private static object Make(Type generic, Type[] types, params object[] arguments) =>
        Activator.CreateInstance(generic.MakeGenericType(types), arguments)!;
}
