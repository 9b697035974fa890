using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Monitoring.Domain.Model;

namespace Monitoring.Domain.Tests.Model;

/// <summary>A model of three trees written by hand: small enough to follow every path on paper.</summary>
internal static class SmallModel
{
    public static string Trees { get; } = $$"""
        {
          "format": 1,
          "schemaVersion": {{FeatureSchema.Version}},
          "schemaHash": "{{FeatureSchema.Hash}}",
          "bias": -1.5,
          "calibration": { "kind": "platt", "slope": -1, "offset": 0 },
          "trees": [
            { "feature": [{{(int)Feature.Turnover30d}}, {{(int)Feature.Left3h}}], "threshold": [9, 0.75], "left": [-1, -2], "right": [1, -3],
              "leaf": [-0.5, 0.25, 2.5], "mean": [-0.25, 1] },
            { "feature": [{{(int)Feature.LongestSilence30d}}], "threshold": [7.5], "left": [-2], "right": [-1], "leaf": [1.75, -0.125], "mean": [0] },
            { "feature": [], "threshold": [], "left": [], "right": [], "leaf": [0.0625], "mean": [] }
          ]
        }
        """;

    public static TreeModel Model { get; } = TreeModel.Parse(Bytes(Trees));

    public static ModelPackage Package(double threshold = 0.8, string version = "small.1") => ModelPackage.Load(Bytes(Manifest(threshold, version)), Bytes(Trees));

    /// <summary>The same trees with another trigger and bias.</summary>
    public static ModelPackage Package(int parts, int bias)
    {
        var trees = Bytes(Trees.Replace("\"bias\": -1.5", string.Create(CultureInfo.InvariantCulture, $"\"bias\": {bias}"), StringComparison.Ordinal));
        return ModelPackage.Load(Bytes(Manifest(hash: Convert.ToHexStringLower(SHA256.HashData(trees)), parts: parts)), trees);
    }

    public static string Manifest(double threshold = 0.8, string version = "small.1", string? hash = null, int parts = 0) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        {
          "format": 2, "version": "{{version}}", "treesHash": "{{hash ?? Convert.ToHexStringLower(SHA256.HashData(Bytes(Trees)))}}",
          "schemaVersion": {{FeatureSchema.Version}}, "schemaHash": "{{FeatureSchema.Hash}}", "trigger": { "partsOfLarge": {{parts}} }, "alertThreshold": {{threshold}},
          "distribution": {
            "score": { "edges": [0.2, 0.5], "shares": [0.9, 0.08, 0.02] },
            "features": [ { "name": "turnover_30d", "edges": [5, 9], "shares": [0.5, 0.3, 0.2] } ]
          },
          "metrics": { "anything": 1 }
        }
        """);

    /// <summary>Writes it as a model's folder.</summary>
    public static string Write(string folder, double threshold = 0.8, string version = "small.1")
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, ModelPackage.TreesFile), Trees);
        File.WriteAllText(Path.Combine(folder, ModelPackage.ManifestFile), Manifest(threshold, version));
        return folder;
    }

    public static float[] Vector(float turnover, float left3h, float silence)
    {
        var vector = new float[FeatureSchema.Length];
        vector[(int)Feature.Turnover30d] = turnover;
        vector[(int)Feature.Left3h] = left3h;
        vector[(int)Feature.LongestSilence30d] = silence;
        return vector;
    }

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
