using System.Security.Cryptography;
using System.Text.Json;

namespace Monitoring.Domain.Model;

/// <summary>A model with what its manifest says of it. Immutable and thread-safe.</summary>
public sealed record ModelPackage
{
    /// <summary>Name of the manifest's file.</summary>
    public const string ManifestFile = "manifest.json";

    /// <summary>Name of the trees' file.</summary>
    public const string TreesFile = "trees.json";

    /// <summary>Form of the manifest; 2 tells the trigger.</summary>
    public const int Format = 2;

    private const int VersionLengthMax = 32;
    private const int EdgesMax = 31;
    private const double SharesTolerance = 1e-6;

    private ModelPackage()
    {
    }

    /// <summary>The model.</summary>
    public required TreeModel Model { get; init; }

    /// <summary>Its version; written with every score.</summary>
    public required string Version { get; init; }

    /// <summary>SHA-256 of its manifest, which holds that of its trees: two models with the same are the same. Lower-case hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>When it looks.</summary>
    public required ModelTrigger Trigger { get; init; }

    /// <summary>Probability from which it warns, as trained.</summary>
    public required double AlertThreshold { get; init; }

    /// <summary>How the scores were spread in training; <c>null</c> when not told.</summary>
    public Distribution? ScoreDistribution { get; init; }

    /// <summary>How features were spread in training.</summary>
    public IReadOnlyList<(Feature Feature, Distribution Distribution)> FeatureDistributions { get; init; } = [];

    /// <summary>Reads a model; the form is described in <c>ml-models/MODEL-FORMAT.md</c>.</summary>
    /// <param name="manifest">Bytes of <c>manifest.json</c>.</param>
    /// <param name="trees">Bytes of <c>trees.json</c>.</param>
    /// <exception cref="ModelFormatException">The files do not belong together, are damaged, or were made for other features.</exception>
    public static ModelPackage Load(ReadOnlyMemory<byte> manifest, ReadOnlyMemory<byte> trees)
    {
        try
        {
            return Read(manifest, trees);
        }
        catch (InvalidOperationException error)
        {
            // A text that is no UTF-8, or a value of another kind than its place has.
            throw new ModelFormatException($"{ManifestFile} or {TreesFile} is damaged: {error.Message}", error);
        }
    }

    private static ModelPackage Read(ReadOnlyMemory<byte> manifest, ReadOnlyMemory<byte> trees)
    {
        using var document = ModelJson.Parse(manifest, ManifestFile);
        var root = document.RootElement;
        ModelJson.Int(root, "format", ManifestFile, Format, Format);
        var version = ModelJson.Text(root, "version", ManifestFile);
        if (version.Length is 0 or > VersionLengthMax || version.Any(static c => !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-')))
        {
            throw new ModelFormatException($"{ManifestFile}.version: 1 to {VersionLengthMax} letters, digits, dots, dashes and underscores are wanted.");
        }

        ModelJson.CheckSchema(root, ManifestFile);
        var told = ModelJson.Text(root, "treesHash", ManifestFile);
        var hash = Convert.ToHexStringLower(SHA256.HashData(trees.Span));
        if (!string.Equals(told, hash, StringComparison.OrdinalIgnoreCase))
        {
            throw new ModelFormatException($"{TreesFile} is not the file that {ManifestFile} describes: its hash is {hash}, {told} is told.");
        }

        var distribution = root.TryGetProperty("distribution", out var found) ? found : default;
        if (distribution.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Object))
        {
            throw new ModelFormatException($"{ManifestFile}.distribution: an object is wanted.");
        }

        return new ModelPackage
        {
            Model = TreeModel.Parse(trees),
            Version = version,
            Hash = Convert.ToHexStringLower(SHA256.HashData(manifest.Span)),
            Trigger = ModelTrigger.Read(root),
            AlertThreshold = ReadThreshold(root),
            ScoreDistribution = ReadScore(distribution),
            FeatureDistributions = ReadFeatures(distribution),
        };
    }

    private static double ReadThreshold(JsonElement root)
    {
        const string name = "alertThreshold";
        var threshold = ModelJson.Number(root, name, ManifestFile, 0, 1);
        return threshold > 0 ? threshold : throw new ModelFormatException($"{ManifestFile}.{name} must be above 0.");
    }

    private static Distribution? ReadScore(JsonElement told) =>
        told.ValueKind == JsonValueKind.Object && told.TryGetProperty("score", out var score)
            ? Read(score, "score", $"{ManifestFile}.distribution.score")
            : null;

    private static List<(Feature, Distribution)> ReadFeatures(JsonElement told)
    {
        var all = new List<(Feature, Distribution)>();
        if (told.ValueKind != JsonValueKind.Object || !told.TryGetProperty("features", out _)) return all;
        const string where = $"{ManifestFile}.distribution.features";
        foreach (var one in ModelJson.Array(told, "features", $"{ManifestFile}.distribution", 0, FeatureSchema.Length).EnumerateArray())
        {
            var name = ModelJson.Text(one, "name", where);
            var feature = FeatureSchema.Find(name) ?? throw new ModelFormatException($"{where}: {name} is no feature.");
            if (all.Exists(other => other.Item1 == feature.Feature)) throw new ModelFormatException($"{where}: {name} stands twice.");
            all.Add((feature.Feature, Read(one, name, $"{where}.{name}")));
        }

        return all;
    }

    private static Distribution Read(JsonElement told, string name, string where)
    {
        if (told.ValueKind != JsonValueKind.Object) throw new ModelFormatException($"{where}: an object is wanted.");
        var edges = ModelJson.Numbers(told, "edges", where, 1, EdgesMax, float.MinValue, float.MaxValue);
        var shares = ModelJson.Numbers(told, "shares", where, edges.Length + 1, edges.Length + 1, 0, 1);
        for (var i = 1; i < edges.Length; i++)
        {
            if (edges[i] <= edges[i - 1]) throw new ModelFormatException($"{where}.edges must rise.");
        }

        if (Math.Abs(shares.Sum() - 1) > SharesTolerance) throw new ModelFormatException($"{where}.shares must sum to 1.");
        return new Distribution(name, edges, shares);
    }
}
