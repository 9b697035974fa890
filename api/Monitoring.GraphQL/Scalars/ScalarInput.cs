using System.Globalization;
using System.Text.Json;

namespace Monitoring.GraphQL;

/// <summary>A literal of a document or the JSON value of a variable, as a scalar reads it.</summary>
public readonly struct ScalarInput
{
    private readonly object _source;

    internal ScalarInput(JsonElement json) => _source = json;

    internal ScalarInput(ValueNode literal) => _source = literal;

    /// <summary>What kind of value it is.</summary>
    public ScalarInputKind Kind => _source is ValueNode literal ? KindOf(literal) : KindOf((JsonElement)_source);

    /// <summary>The string's value; for other kinds the text as the client wrote it.</summary>
    public string Text => _source switch
    {
        StringValueNode text => text.Value,
        ValueNode literal => Printer.Print(literal),
        JsonElement { ValueKind: JsonValueKind.String } json => json.GetString()!,
        _ => ((JsonElement)_source).GetRawText(),
    };

    /// <summary>The items of a list; empty for other kinds.</summary>
    public IEnumerable<ScalarInput> Items => _source switch
    {
        ListValueNode list => list.Values.Select(value => new ScalarInput(value)),
        JsonElement { ValueKind: JsonValueKind.Array } json => json.EnumerateArray().Select(value => new ScalarInput(value)),
        _ => [],
    };

    /// <summary>The fields of an object; empty for other kinds.</summary>
    public IEnumerable<KeyValuePair<string, ScalarInput>> Fields => _source switch
    {
        ObjectValueNode node => node.Fields.Select(f => KeyValuePair.Create(f.Name.Value, new ScalarInput(f.Value))),
        JsonElement { ValueKind: JsonValueKind.Object } json =>
            json.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, new ScalarInput(p.Value))),
        _ => [],
    };

    internal bool IsLiteral => _source is ValueNode;

    /// <summary>The value as the client wrote it, for messages.</summary>
    public override string ToString() => _source is ValueNode literal ? Printer.Print(literal) : JsonInspect.Print((JsonElement)_source);

    private static ScalarInputKind KindOf(ValueNode literal) => literal switch
    {
        IntValueNode => ScalarInputKind.Int,
        FloatValueNode => ScalarInputKind.Float,
        StringValueNode => ScalarInputKind.String,
        BooleanValueNode => ScalarInputKind.Boolean,
        EnumValueNode => ScalarInputKind.Enum,
        ListValueNode => ScalarInputKind.List,
        ObjectValueNode => ScalarInputKind.Object,
        _ => ScalarInputKind.Null,
    };

    private static ScalarInputKind KindOf(JsonElement json) => json.ValueKind switch
    {
        // 1.0 and 1e3 are whole numbers to every JSON reader that has one number type only.
        JsonValueKind.Number => IsWhole(json) ? ScalarInputKind.Int : ScalarInputKind.Float,
        JsonValueKind.String => ScalarInputKind.String,
        JsonValueKind.True or JsonValueKind.False => ScalarInputKind.Boolean,
        JsonValueKind.Array => ScalarInputKind.List,
        JsonValueKind.Object => ScalarInputKind.Object,
        _ => ScalarInputKind.Null,
    };

    private static bool IsWhole(JsonElement json)
    {
        var text = json.GetRawText();
        if (text.AsSpan().IndexOfAny('.', 'e', 'E') < 0) return true;
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number == decimal.Truncate(number)
            : Math.Truncate(json.GetDouble()) == json.GetDouble();
    }
}
