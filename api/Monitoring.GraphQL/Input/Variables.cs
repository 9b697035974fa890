using System.Text.Json;

namespace Monitoring.GraphQL;

/// <summary>The coerced variables of one operation.</summary>
internal sealed class Variables(IReadOnlyList<VariableDefinitionNode> definitions, JsonElement raw)
{
    public static Variables None { get; } = new([], default);

    private readonly object?[] _values = new object?[definitions.Count];
    private readonly bool[] _given = new bool[definitions.Count];

    /// <summary>The value as the client sent it, for literals of custom scalars that contain a variable.</summary>
    public JsonElement? Raw(string name) =>
        raw.ValueKind == JsonValueKind.Object && raw.TryGetProperty(name, out var value) ? value : null;

    public bool TryGet(string name, out object? value)
    {
        for (var i = 0; i < definitions.Count; i++)
        {
            if (definitions[i].Variable.Name.Value != name) continue;
            value = _values[i];
            return _given[i];
        }
        value = null;
        return false;
    }

    public void Set(int index, object? value)
    {
        _values[index] = value;
        _given[index] = true;
    }
}
