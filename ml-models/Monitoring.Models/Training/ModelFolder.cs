using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Monitoring.Domain.Model;

namespace Monitoring.Models.Training;

/// <summary>A model's folder: reads it, and writes its manifest.</summary>
internal static class ModelFolder
{
    /// <summary>ML.NET's own file.</summary>
    public const string MlNetFile = "model.zip";

    /// <summary>Vectors with ML.NET's own scores.</summary>
    public const string GoldenFile = "golden.csv";

    /// <summary>What the model is, in prose.</summary>
    public const string CardFile = "CARD.md";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Reads a model.</summary>
    /// <exception cref="ModelFormatException">Its files are damaged or made for other features.</exception>
    /// <exception cref="IOException">A file is missing.</exception>
    public static ModelPackage Load(string folder)
    {
        var manifest = File.ReadAllBytes(Path.Combine(folder, ModelPackage.ManifestFile));
        return ModelPackage.Load(manifest, File.ReadAllBytes(Path.Combine(folder, ModelPackage.TreesFile)));
    }

    /// <summary>The manifest of a model: what the platform reads, and whatever else describes it.</summary>
    /// <param name="version">Its version.</param>
    /// <param name="trees">Bytes of its trees.</param>
    /// <param name="mlNet">Bytes of ML.NET's own file.</param>
    /// <param name="trigger">When it looks.</param>
    /// <param name="threshold">Probability from which it warns.</param>
    /// <param name="distribution">How scores and features were spread.</param>
    /// <param name="more">Seeds, metrics and the like.</param>
    public static byte[] Manifest(
        string version,
        byte[] trees,
        byte[] mlNet,
        ModelTrigger trigger,
        double threshold,
        JsonObject distribution,
        IEnumerable<KeyValuePair<string, JsonNode?>> more)
    {
        var manifest = new JsonObject
        {
            ["format"] = ModelPackage.Format,
            ["version"] = version,
            ["treesHash"] = HashOf(trees),
            ["mlNetHash"] = HashOf(mlNet),
            ["schemaVersion"] = FeatureSchema.Version,
            ["schemaHash"] = FeatureSchema.Hash,
            ["trigger"] = new JsonObject { ["partsOfLarge"] = trigger.PartsOfLarge },
            ["alertThreshold"] = threshold,
        };
        foreach (var (name, value) in more) manifest[name] = value;
        manifest["distribution"] = distribution;
        return [.. JsonSerializer.SerializeToUtf8Bytes(manifest, Indented), (byte)'\n'];
    }

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
