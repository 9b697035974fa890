using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Monitoring.GraphQL.Tests.Differential;

/// <summary>Makes random documents that fit a schema, mostly valid, with variables to go with them.</summary>
internal sealed class DocumentGenerator(Schema schema, Random random)
{
    private const int DepthMax = 4;

    private readonly List<string> _variables = [];
    private readonly List<(string Name, CompositeType Type)> _fragments = [];
    private readonly StringBuilder _fragmentText = new();
    private JsonObject _values = [];

    /// <summary>Sometimes a value or type is chosen that does not fit.</summary>
    public double Mistakes { get; init; } = 0.004;

    public (string Query, string Variables) Next()
    {
        _variables.Clear();
        _fragments.Clear();
        _fragmentText.Clear();
        _values = [];
        var kind = random.NextDouble() switch
        {
            < 0.06 when schema.Subscription is not null => OperationKind.Subscription,
            < 0.14 when schema.Mutation is not null => OperationKind.Mutation,
            _ => OperationKind.Query,
        };
        var root = schema.RootOf(kind)!;
        var body = kind == OperationKind.Subscription ? $"{{ {Field(root, 0)} }}" : Selections(root, 0);
        var word = kind.ToString().ToLowerInvariant();
        var variables = _variables.Count == 0 ? "" : $"({string.Join(Chance(0.5) ? ", " : " ", _variables)})";
        var head = variables.Length == 0 && kind == OperationKind.Query && Chance(0.5) ? "" : $"{word} {(Chance(0.7) ? "Op" : "")}{variables} ";
        if (head.Length > 0 && Chance(0.03)) head = "\"What it does.\" " + head;
        return ($"{head}{body}{_fragmentText}", _values.ToJsonString());
    }

    private string Selections(CompositeType type, int depth)
    {
        var count = 1 + random.Next(depth == 0 ? 4 : 3);
        var parts = Enumerable.Range(0, count).Select(_ => Selection(type, depth));
        return $"{{ {string.Join(Chance(0.9) ? " " : ",\n# note\n", parts)} }}";
    }

    private string Selection(CompositeType type, int depth)
    {
        var roll = random.NextDouble();
        if (depth < DepthMax && roll < 0.10) return $"... on {Overlapping(type).Name}{Directives()} {SelectionsOf(Overlapping, type, depth)}";
        if (depth < DepthMax && roll < 0.14) return $"...{Directives()} {Selections(type, depth + 1)}";
        if (depth < DepthMax && roll < 0.22) return $"...{Fragment(type, depth)}{Directives()}";
        return Field(type, depth);
    }

    private string SelectionsOf(Func<CompositeType, CompositeType> narrow, CompositeType type, int depth) => Selections(narrow(type), depth + 1);

    private readonly Dictionary<CompositeType, CompositeType> _lastNarrowed = [];

    /// <summary>A type that can overlap; asked twice in a row for the same type it gives the same answer.</summary>
    private CompositeType Overlapping(CompositeType type)
    {
        if (_lastNarrowed.Remove(type, out var last)) return last;
        var all = schema.Types.Values.OfType<CompositeType>().Where(other => !other.Name.StartsWith("__", StringComparison.Ordinal)).ToList();
        var fitting = all.Where(other => Schema.Overlap(type, other)).ToList();
        var chosen = fitting.Count == 0 || Chance(Mistakes * 5) ? Pick(all) : Pick(fitting);
        _lastNarrowed[type] = chosen;
        return chosen;
    }

    private string Fragment(CompositeType type, int depth)
    {
        var fitting = _fragments.Where(fragment => Schema.Overlap(fragment.Type, type)).ToList();
        if (fitting.Count > 0 && Chance(0.4)) return Pick(fitting).Name;
        var name = $"F{_fragments.Count}";
        var on = Overlapping(type);
        _lastNarrowed.Remove(type);
        var body = Selections(on, depth + 1);
        // Known only from here on, so that no circle comes about by chance.
        name += _fragments.Any(fragment => fragment.Name == name) ? "x" + _fragmentText.Length.ToString(CultureInfo.InvariantCulture) : "";
        _fragments.Add((name, on));
        _fragmentText.Append(CultureInfo.InvariantCulture, $"\nfragment {name} on {on.Name}{(Chance(0.02) ? Directives() : "")} {body}");
        return name;
    }

    private string Field(CompositeType type, int depth)
    {
        if (type is UnionType || Chance(0.06)) return "__typename";
        var fields = type.Fields.Where(field => depth < DepthMax || field.Type.Named.IsLeaf).ToList();
        if (type == schema.Query && Chance(0.03)) return Meta();
        if (fields.Count == 0) return "__typename";
        var chosen = Pick(fields);
        var alias = Chance(0.15) ? $"{(Chance(0.3) ? Pick(type.Fields).Name : "a" + random.Next(4).ToString(CultureInfo.InvariantCulture))}: " : "";
        var arguments = Arguments(chosen.Arguments);
        var below = chosen.Type.Named is CompositeType composite ? " " + Selections(composite, depth + 1) : "";
        return $"{alias}{chosen.Name}{arguments}{Directives()}{below}";
    }

    private string Meta()
    {
        var names = schema.Types.Keys.Where(name => !name.StartsWith("__", StringComparison.Ordinal) && name is not ("Int" or "Float" or "String" or "Boolean" or "ID"));
        return Chance(0.3) ? "__schema { queryType { name } mutationType { fields { name type { kind name } } } }"
            : $"__type(name: \"{Pick(names.ToList())}\") {{ kind name description fields(includeDeprecated: {(Chance(0.5) ? "true" : "false")}) {{ name isDeprecated deprecationReason args "
                + "{ name defaultValue type { kind ofType { name } } } } enumValues { name } inputFields { name defaultValue } interfaces { name } isOneOf specifiedByURL }";
    }

    private string Arguments(IReadOnlyList<InputValue> definitions)
    {
        var given = definitions.Where(definition => definition.IsRequired ? !Chance(Mistakes) : Chance(0.6)).ToList();
        if (given.Count == 0) return "";
        return $"({string.Join(", ", given.Select(definition => $"{definition.Name}: {Value(definition.Type, definition.Default is not null, 0)}"))})";
    }

    private string Directives()
    {
        if (!Chance(0.07)) return "";
        return $" @{(Chance(0.5) ? "include" : "skip")}(if: {Value(schema.Types["Boolean"].NonNull, false, 0)})";
    }

    private string Value(GType type, bool hasDefault, int depth)
    {
        if (Chance(0.2)) return Variable(type, hasDefault);
        if (Chance(Mistakes)) return Pick<string>(["1", "1.5", "\"x\"", "true", "RED", "null", "[1]", "{x: 1}", "\"\"\"block\"\"\""]);
        if (!type.IsNonNull && Chance(0.08)) return "null";
        return type.Nullable switch
        {
            ListType list when Chance(0.1) => Value(list.Item, false, depth + 1),
            ListType list => $"[{string.Join(", ", Enumerable.Range(0, random.Next(3)).Select(_ => Value(list.Item, false, depth + 1)))}]",
            EnumType e => Pick(e.Values).Name,
            InputObjectType input => ObjectValue(input, depth),
            _ => ScalarLiteral(type.Named.Name),
        };
    }

    private string ObjectValue(InputObjectType type, int depth)
    {
        var fields = type.IsOneOf ? [Pick(type.Fields)]
            : type.Fields.Where(field => field.IsRequired ? !Chance(Mistakes) : Chance(depth > 3 ? 0.1 : 0.5)).ToList();
        return $"{{{string.Join(", ", fields.Select(f => $"{f.Name}: {(type.IsOneOf ? Value(f.Type.NonNull, false, depth + 1) : Value(f.Type, f.Default is not null, depth + 1))}"))}}}";
    }

    private string ScalarLiteral(string name) => name switch
    {
        "Int" => random.Next(-20, 100).ToString(CultureInfo.InvariantCulture),
        "Float" => Pick<string>(["1.5", "-0.25", "3", "1e3", "6.0E-2"]),
        "Boolean" => Chance(0.5) ? "true" : "false",
        "ID" => Pick<string>(["\"p1\"", "\"r1\"", "\"p3\"", "7"]),
        "Even" => Pick<string>(["2", "-4", "0"]),
        "Long" => Pick<string>(["5", "\"123456789012\"", "-9007199254740991"]),
        "DateTime" => "\"2026-11-22T08:15:30+08:00\"",
        "Date" => "\"2026-11-22\"",
        _ => Pick<string>(["\"x\"", "\"\"", "\"é\\n\\u00e4\\\"\"", "\"\"\"\n  block\n    text\n\"\"\""]),
    };

    private string Variable(GType type, bool hasDefault)
    {
        var name = $"v{_variables.Count}";
        var loose = type.IsNonNull && (hasDefault || Chance(Mistakes * 5)) && Chance(0.4);
        var declared = loose ? type.Nullable : !type.IsNonNull && Chance(0.3) ? type.NonNull : type;
        var literal = Chance(0.2) ? $" = {Constant(declared)}" : "";
        _variables.Add($"${name}: {declared}{literal}");
        if (literal.Length == 0 ? declared.IsNonNull || Chance(0.8) : Chance(0.4)) _values[name] = Json(declared, 0);
        return $"${name}";
    }

    /// <summary>A literal without variables.</summary>
    private string Constant(GType type)
    {
        if (!type.IsNonNull && Chance(0.1)) return "null";
        return type.Nullable switch
        {
            ListType list => $"[{Constant(list.Item.NonNull)}]",
            EnumType e => Pick(e.Values).Name,
            InputObjectType { IsOneOf: true } input => $"{{{input.Fields[0].Name}: {Constant(input.Fields[0].Type.NonNull)}}}",
            InputObjectType input => $"{{{string.Join(", ", input.Fields.Where(f => f.IsRequired).Select(f => $"{f.Name}: {Constant(f.Type)}"))}}}",
            _ => ScalarLiteral(type.Named.Name),
        };
    }

    private JsonNode? Json(GType type, int depth)
    {
        if (Chance(Mistakes * 3)) return Pick<Func<JsonNode?>>([() => 1, () => "x", () => true, () => null, () => new JsonArray(1), () => new JsonObject { ["z"] = 1 }, () => 1.5])();
        if (!type.IsNonNull && Chance(0.15)) return null;
        return type.Nullable switch
        {
            ListType list when Chance(0.1) && list.Item.Nullable is not ListType => Json(list.Item.NonNull, depth + 1),
            ListType list => new JsonArray([.. Enumerable.Range(0, random.Next(3)).Select(_ => Json(list.Item, depth + 1))]),
            EnumType e => Pick(e.Values).Name,
            InputObjectType input => new JsonObject(
                (input.IsOneOf ? [Pick(input.Fields)] : input.Fields.Where(f => f.IsRequired || Chance(depth > 3 ? 0.1 : 0.5)))
                .Select(f => KeyValuePair.Create(f.Name, Json(input.IsOneOf ? f.Type.NonNull : f.Type, depth + 1)))),
            _ => type.Named.Name switch
            {
                "Int" => random.Next(-20, 100),
                "Float" => Pick<double>([1.5, 3, -0.125]),
                "Boolean" => Chance(0.5),
                "ID" => Chance(0.8) ? "p2" : 5,
                "Even" => 6,
                "Long" => 12,
                "DateTime" => "2026-11-22T08:15:30Z",
                "Date" => "2026-11-22",
                _ => Pick<string>(["text", "ü\"\\", ""]),
            },
        };
    }

    private bool Chance(double probability) => random.NextDouble() < probability;

    private T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];
}
