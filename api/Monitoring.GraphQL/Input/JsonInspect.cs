using System.Text.Json;

namespace Monitoring.GraphQL;

/// <summary>Shows a variable's value in an error message, shortened.</summary>
internal static class JsonInspect
{
    private const int ItemsMax = 10;
    private const int DepthMax = 2;
    private const int TextMax = 1_000;

    public static string Print(JsonElement json) => Print(json, 0);

    private static string Print(JsonElement json, int depth)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Array:
                if (json.GetArrayLength() == 0) return "[]";
                if (depth > DepthMax) return "[Array]";
                var items = json.EnumerateArray().Take(ItemsMax).Select(item => Print(item, depth + 1)).ToList();
                var more = json.GetArrayLength() - items.Count;
                if (more == 1) items.Add("... 1 more item");
                else if (more > 1) items.Add($"... {more} more items");
                return $"[{string.Join(", ", items)}]";
            case JsonValueKind.Object:
                if (!json.EnumerateObject().Any()) return "{}";
                if (depth > DepthMax) return "[Object]";
                return $"{{ {string.Join(", ", json.EnumerateObject().Select(field => $"{field.Name}: {Print(field.Value, depth + 1)}"))} }}";
            case JsonValueKind.String:
                var text = json.GetString()!;
                return JsonSerializer.Serialize(text.Length > TextMax ? text[..TextMax] : text, JsonText.Relaxed);
            default:
                return json.GetRawText();
        }
    }
}
