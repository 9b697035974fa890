using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text;

namespace Monitoring.GraphQL;

/// <summary>Writes a resolved value of a C# type. Returns false when a null must move up, an error having been added.</summary>
internal abstract class ValueWriter<T>(bool nonNull)
{
    protected bool NonNull { get; } = nonNull;

    public abstract bool Write(Execution x, PlannedField field, T value);
}

internal sealed class ScalarWriter<T>(GraphQLScalar<T> scalar, bool nonNull) : ValueWriter<T>(nonNull) where T : notnull
{
    public override bool Write(Execution x, PlannedField field, T value)
    {
        if (value is null) return x.NullValue(field, NonNull);
        var (start, depth) = (x.Buffer.Length, x.Depth);
        try
        {
            scalar.Write(value, new ScalarOutput(x.Buffer));
            return true;
        }
        catch (Exception e) when (x.IsOfField(e))
        {
            return x.Fail(e, field, depth, start, NonNull);
        }
    }
}

/// <summary>The scalars every schema has, without a virtual call into user code.</summary>
internal sealed class StringWriter(bool nonNull) : ValueWriter<string?>(nonNull)
{
    public override bool Write(Execution x, PlannedField field, string? value)
    {
        if (value is null) return x.NullValue(field, NonNull);
        x.Buffer.String(value);
        return true;
    }
}

internal sealed class ConvertingWriter<T, TCarrier>(Func<T, TCarrier> convert, ValueWriter<TCarrier> inner, bool nonNull) : ValueWriter<T>(nonNull)
{
    public override bool Write(Execution x, PlannedField field, T value) => inner.Write(x, field, convert(value));
}

internal sealed class NullableWriter<T>(ValueWriter<T> inner) : ValueWriter<T?>(false) where T : struct
{
    public override bool Write(Execution x, PlannedField field, T? value)
    {
        if (value is { } given) return inner.Write(x, field, given);
        x.Buffer.Null();
        return true;
    }
}

internal sealed class EnumWriter<T>(EnumType type, bool nonNull) : ValueWriter<T>(nonNull) where T : struct, Enum
{
    private readonly FrozenDictionary<T, byte[]> _names = type.Values
        .GroupBy(value => (T)value.Value)
        .ToFrozenDictionary(group => group.Key, group => Encoding.ASCII.GetBytes($"\"{group.First().Name}\""));

    public override bool Write(Execution x, PlannedField field, T value)
    {
        if (_names.TryGetValue(value, out var name))
        {
            x.Buffer.Raw(name);
            return true;
        }
        return x.Fail(
            new FormatException($"Enum \"{type.Name}\" cannot represent value: {value}"), field, x.Depth, x.Buffer.Length, NonNull);
    }
}

internal sealed class ObjectWriter<T>(ObjectType type, bool nonNull) : ValueWriter<T>(nonNull)
{
    public override bool Write(Execution x, PlannedField field, T value) =>
        value is null ? x.NullValue(field, NonNull) : x.WriteObject(field.PlanFor(type, x), value, NonNull);
}

internal sealed class AbstractWriter<T>(Schema schema, CompositeType type, bool nonNull) : ValueWriter<T>(nonNull)
{
    private readonly ConcurrentDictionary<Type, ObjectType?> _known = new();

    public override bool Write(Execution x, PlannedField field, T value)
    {
        if (value is null) return x.NullValue(field, NonNull);
        var actual = _known.GetOrAdd(value.GetType(), (_, v) => schema.TypeOf(v!) is { } found && type.PossibleTypes.Contains(found) ? found : null, value);
        if (actual is not null) return x.WriteObject(field.PlanFor(actual, x), value, NonNull);
        var error = new InvalidOperationException($"A value of {value.GetType()} is of no object type of \"{type.Name}\"; add it with Type<T>().");
        return x.Fail(error, field, x.Depth, x.Buffer.Length, NonNull);
    }
}

internal sealed class ListWriter<TList, TItem>(ValueWriter<TItem> item, bool itemNonNull, bool nonNull) : ValueWriter<TList>(nonNull)
    where TList : IEnumerable<TItem>
{
    public override bool Write(Execution x, PlannedField field, TList value)
    {
        if (value is null) return x.NullValue(field, NonNull);
        var start = x.Buffer.Length;
        x.Buffer.Byte((byte)'[');
        var fits = value is IReadOnlyList<TItem> list ? WriteList(x, field, list) : WriteSequence(x, field, value);
        if (!fits) return x.CutToNull(start, NonNull);
        x.Buffer.Byte((byte)']');
        return true;
    }

    private bool WriteList(Execution x, PlannedField field, IReadOnlyList<TItem> list)
    {
        var count = list.Count;
        for (var i = 0; i < count; i++)
        {
            if (!WriteItem(x, field, i, list[i])) return false;
        }
        return true;
    }

    private bool WriteSequence(Execution x, PlannedField field, IEnumerable<TItem> sequence)
    {
        var i = 0;
        foreach (var value in sequence)
        {
            if (!WriteItem(x, field, i++, value)) return false;
        }
        return true;
    }

    private bool WriteItem(Execution x, PlannedField field, int index, TItem value)
    {
        x.CheckTime();
        if (index > 0) x.Buffer.Byte((byte)',');
        x.Push(null, index, itemNonNull);
        var fits = item.Write(x, field, value);
        x.Pop();
        return fits;
    }
}
