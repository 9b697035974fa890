using System.Text.Json;
using System.Text.Json.Serialization;

namespace Monitoring.Api.Tests.Support;

internal static class Json
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>A value by its path, as <c>account.branch.id</c>.</summary>
    public static JsonElement At(this JsonElement element, string path)
    {
        foreach (var part in path.Split('.'))
        {
            element = int.TryParse(part, out var index) ? element[index] : element.GetProperty(part);
        }

        return element;
    }

    public static string? Text(this JsonElement element, string path) => element.At(path).GetString();

    public static long Number(this JsonElement element, string path) => element.At(path).GetInt64();

    public static IReadOnlyList<string?> Texts(this JsonElement element, string path, string field) =>
        [.. element.At(path).EnumerateArray().Select(item => item.Text(field))];
}
