using System.Text.Json;

namespace Monitoring.Domain.Model;

/// <summary>Strict reading of a model's files: every error says where it is and what was wanted.</summary>
internal static class ModelJson
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static JsonDocument Parse(ReadOnlyMemory<byte> json, string file)
    {
        try
        {
            var document = JsonDocument.Parse(json, Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return document;
            document.Dispose();
        }
        catch (JsonException error)
        {
            throw new ModelFormatException($"{file} is not JSON: {error.Message}", error);
        }

        throw new ModelFormatException($"{file}: an object is wanted.");
    }

    public static JsonElement Required(JsonElement parent, string name, string where) =>
        parent.TryGetProperty(name, out var value) ? value : throw new ModelFormatException($"{where}.{name} is missing.");

    public static int Int(JsonElement parent, string name, string where, int min, int max)
    {
        var value = Required(parent, name, where);
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= min && number <= max
            ? number
            : throw new ModelFormatException($"{where}.{name}: a whole number from {min} to {max} is wanted.");
    }

    public static double Number(JsonElement value, string where, double min, double max) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= min && number <= max
            ? number
            : throw new ModelFormatException($"{where}: a number from {min} to {max} is wanted.");

    public static double Number(JsonElement parent, string name, string where, double min, double max) =>
        Number(Required(parent, name, where), $"{where}.{name}", min, max);

    public static string Text(JsonElement parent, string name, string where) =>
        Required(parent, name, where) is { ValueKind: JsonValueKind.String } value
            ? value.GetString()!
            : throw new ModelFormatException($"{where}.{name}: a text is wanted.");

    public static JsonElement Array(JsonElement parent, string name, string where, int min, int max)
    {
        var value = Required(parent, name, where);
        return value.ValueKind == JsonValueKind.Array && value.GetArrayLength() >= min && value.GetArrayLength() <= max
            ? value
            : throw new ModelFormatException($"{where}.{name}: an array of {min} to {max} is wanted.");
    }

    public static double[] Numbers(JsonElement parent, string name, string where, int minCount, int maxCount, double min, double max)
    {
        var array = Array(parent, name, where, minCount, maxCount);
        var numbers = new double[array.GetArrayLength()];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = Number(array[i], $"{where}.{name}[{i}]", min, max);
        }

        return numbers;
    }

    public static int[] Ints(JsonElement parent, string name, string where, int count, int min, int max)
    {
        var array = Array(parent, name, where, count, count);
        var numbers = new int[count];
        for (var i = 0; i < count; i++)
        {
            numbers[i] = array[i].ValueKind == JsonValueKind.Number && array[i].TryGetInt32(out var number) && number >= min && number <= max
                ? number
                : throw new ModelFormatException($"{where}.{name}[{i}]: a whole number from {min} to {max} is wanted.");
        }

        return numbers;
    }

    public static void OnlyKnown(JsonElement parent, string where, params ReadOnlySpan<string> names)
    {
        foreach (var property in parent.EnumerateObject())
        {
            if (!names.Contains(property.Name)) throw new ModelFormatException($"{where}.{property.Name} is not known.");
        }
    }

    /// <summary>Checks that a file was made for this program's features.</summary>
    public static void CheckSchema(JsonElement root, string where)
    {
        var version = Int(root, "schemaVersion", where, 0, int.MaxValue);
        if (version != FeatureSchema.Version)
        {
            throw new ModelFormatException($"{where}: made for features of version {version}; this program has version {FeatureSchema.Version}.");
        }

        var hash = Text(root, "schemaHash", where);
        if (!string.Equals(hash, FeatureSchema.Hash, StringComparison.OrdinalIgnoreCase))
        {
            throw new ModelFormatException($"{where}: made for other features of the same version: its hash is {hash}, ours {FeatureSchema.Hash}.");
        }
    }
}
