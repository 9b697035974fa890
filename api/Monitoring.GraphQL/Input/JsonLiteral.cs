using System.Text.Json;

namespace Monitoring.GraphQL;

internal static class JsonLiteral
{
    /// <summary>The literal that says the same as a JSON value.</summary>
    public static ValueNode From(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => new StringValueNode { Value = json.GetString()! },
        JsonValueKind.Number when new ScalarInput(json).Kind == ScalarInputKind.Int => new IntValueNode { Value = json.GetRawText() },
        JsonValueKind.Number => new FloatValueNode { Value = json.GetRawText() },
        JsonValueKind.True or JsonValueKind.False => new BooleanValueNode { Value = json.GetBoolean() },
        JsonValueKind.Array => new ListValueNode { Values = [.. json.EnumerateArray().Select(From)] },
        JsonValueKind.Object => new ObjectValueNode
        {
            Fields = [.. json.EnumerateObject().Select(p => new ObjectFieldNode { Name = new NameNode { Value = p.Name }, Value = From(p.Value) })],
        },
        _ => new NullValueNode(),
    };
}
