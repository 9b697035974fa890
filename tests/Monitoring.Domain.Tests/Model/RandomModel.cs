using System.Security.Cryptography;
using System.Text.Json;
using Monitoring.Domain.Model;

namespace Monitoring.Domain.Tests.Model;

/// <summary>Random trees, grown leaf by leaf like boosting does.</summary>
internal static class RandomModel
{
    public static TreeModel Make(Random chance, int trees, int leaves) => TreeModel.Parse(Json(Trees(chance, trees, leaves)));

    public static ModelPackage Package(int seed, double threshold)
    {
        var json = Json(Trees(new Random(seed), trees: 20, leaves: 16));
        var hash = Convert.ToHexStringLower(SHA256.HashData(json));
        return ModelPackage.Load(SmallModel.Bytes(SmallModel.Manifest(threshold, $"random.{seed}", hash)), json);
    }

    public static Tree[] Trees(Random chance, int trees, int leaves) => [.. Enumerable.Range(0, trees).Select(_ => Tree.Grow(chance, leaves))];

    public static byte[] Json(Tree[] trees) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        format = 1,
        schemaVersion = FeatureSchema.Version,
        schemaHash = FeatureSchema.Hash,
        bias = 0,
        calibration = new { kind = "platt", slope = -1, offset = 0 },
        trees = trees.Select(tree => new
        {
            feature = tree.Features,
            threshold = tree.Thresholds,
            left = tree.Left,
            right = tree.Right,
            leaf = tree.Leaves,
            mean = tree.Means,
        }),
    });

    public static float[] Vector(Random chance) =>
        [.. FeatureSchema.All.Select(one => one.Unit == FeatureUnit.Flag ? chance.Next(2) : one.Min + (chance.NextSingle() * (Math.Min(one.Max, 16) - one.Min)))];

    internal sealed class Tree
    {
        public required int[] Features { get; init; }

        public required float[] Thresholds { get; init; }

        public required int[] Left { get; init; }

        public required int[] Right { get; init; }

        public required double[] Leaves { get; init; }

        public required double[] Means { get; init; }

        public static Tree Grow(Random chance, int leaves)
        {
            var tree = new Tree
            {
                Features = [.. Enumerable.Range(0, leaves - 1).Select(_ => chance.Next(FeatureSchema.Length))],
                Thresholds = new float[leaves - 1],
                Left = new int[leaves - 1],
                Right = new int[leaves - 1],
                Leaves = [.. Enumerable.Range(0, leaves).Select(_ => (chance.NextDouble() - 0.5) / 4)],
                Means = [.. Enumerable.Range(0, leaves - 1).Select(_ => (chance.NextDouble() - 0.5) / 4)],
            };
            (tree.Left[0], tree.Right[0]) = (~0, ~1);
            for (var node = 0; node < leaves - 1; node++)
            {
                var definition = FeatureSchema.All[tree.Features[node]];
                tree.Thresholds[node] = definition.Min + (chance.NextSingle() * (Math.Min(definition.Max, 16) - definition.Min));
                // Node n splits a random leaf of those there are into that one and leaf n + 1.
                if (node > 0) tree.Split(chance.Next(node + 1), node);
            }

            return tree;
        }

        public double Evaluate(float[] vector)
        {
            if (Features.Length == 0) return Leaves[0];
            var at = 0;
            while (at >= 0) at = vector[Features[at]] <= Thresholds[at] ? Left[at] : Right[at];
            return Leaves[~at];
        }

        private void Split(int leaf, int node)
        {
            for (var parent = 0; parent < node; parent++)
            {
                if (Left[parent] == ~leaf) Left[parent] = node;
                else if (Right[parent] == ~leaf) Right[parent] = node;
                else continue;
                break;
            }

            (Left[node], Right[node]) = (~leaf, ~(node + 1));
        }
    }
}
