using System.Text.Json;

namespace Monitoring.Domain.Model;

/// <summary>Reads and checks <c>trees.json</c>.</summary>
internal static class TreeModelReader
{
    private const int Format = 1;
    private const string File = "trees.json";
    private const int TreesMax = 4_096;
    private const int LeavesMax = 1_024;
    private const int PointsMax = 65_536;
    private const double CoefficientMax = 1e6;

    public static TreeModel Read(ReadOnlyMemory<byte> json)
    {
        using var document = ModelJson.Parse(json, File);
        var root = document.RootElement;
        ModelJson.Int(root, "format", File, Format, Format);
        ModelJson.OnlyKnown(root, File, "format", "schemaVersion", "schemaHash", "bias", "calibration", "trees");
        ModelJson.CheckSchema(root, File);
        var bias = ModelJson.Number(root, "bias", File, -TreeModel.ValueMax, TreeModel.ValueMax);
        var calibration = ReadCalibration(ModelJson.Required(root, "calibration", File), $"{File}.calibration");
        var trees = ModelJson.Array(root, "trees", File, 1, TreesMax);
        var forest = new Forest();
        for (var i = 0; i < trees.GetArrayLength(); i++)
        {
            forest.Add(trees[i], $"{File}.trees[{i}]");
        }

        return new TreeModel([.. forest.Nodes], [.. forest.Means], [.. forest.Leaves], [.. forest.Roots], TreeModel.UnitsOf(bias), calibration);
    }

    private static Calibration ReadCalibration(JsonElement told, string where)
    {
        if (told.ValueKind != JsonValueKind.Object) throw new ModelFormatException($"{where}: an object is wanted.");
        var kind = ModelJson.Text(told, "kind", where);
        switch (kind)
        {
            case "platt":
                ModelJson.OnlyKnown(told, where, "kind", "slope", "offset");
                var slope = ModelJson.Number(told, "slope", where, -CoefficientMax, CoefficientMax);
                if (slope >= 0) throw new ModelFormatException($"{where}.slope must be below zero, or a higher score would be a lower probability.");
                return new PlattCalibration(slope, ModelJson.Number(told, "offset", where, -CoefficientMax, CoefficientMax));
            case "isotonic":
                ModelJson.OnlyKnown(told, where, "kind", "points");
                return ReadIsotonic(told, where);
            default:
                throw new ModelFormatException($"{where}.kind: platt or isotonic is wanted, not {kind}.");
        }
    }

    private static IsotonicCalibration ReadIsotonic(JsonElement told, string where)
    {
        var points = ModelJson.Array(told, "points", where, 2, PointsMax);
        var (raws, probabilities) = (new double[points.GetArrayLength()], new double[points.GetArrayLength()]);
        for (var i = 0; i < raws.Length; i++)
        {
            var at = $"{where}.points[{i}]";
            if (points[i].ValueKind != JsonValueKind.Array || points[i].GetArrayLength() != 2) throw new ModelFormatException($"{at}: two numbers are wanted.");
            raws[i] = ModelJson.Number(points[i][0], at, -CoefficientMax, CoefficientMax);
            probabilities[i] = ModelJson.Number(points[i][1], at, 0, 1);
            if (i > 0 && (raws[i] <= raws[i - 1] || probabilities[i] < probabilities[i - 1])) throw new ModelFormatException($"{at}: points must rise.");
        }

        return new IsotonicCalibration(raws, probabilities);
    }

    /// <summary>Trees laid out one after the other in the same arrays.</summary>
    private sealed class Forest
    {
        public List<TreeModel.Node> Nodes { get; } = [];

        public List<long> Means { get; } = [];

        public List<long> Leaves { get; } = [];

        public List<int> Roots { get; } = [];

        public void Add(JsonElement tree, string where)
        {
            if (tree.ValueKind != JsonValueKind.Object) throw new ModelFormatException($"{where}: an object is wanted.");
            ModelJson.OnlyKnown(tree, where, "feature", "threshold", "left", "right", "leaf", "mean");
            var leaves = ModelJson.Numbers(tree, "leaf", where, 1, LeavesMax, -TreeModel.ValueMax, TreeModel.ValueMax);
            var count = leaves.Length - 1;
            var features = ModelJson.Ints(tree, "feature", where, count, 0, FeatureSchema.Length - 1);
            var thresholds = ModelJson.Numbers(tree, "threshold", where, count, count, float.MinValue, float.MaxValue);
            var left = ModelJson.Ints(tree, "left", where, count, -leaves.Length, count - 1);
            var right = ModelJson.Ints(tree, "right", where, count, -leaves.Length, count - 1);
            var means = ModelJson.Numbers(tree, "mean", where, count, count, -TreeModel.ValueMax, TreeModel.ValueMax);
            CheckReach(left, right, leaves.Length, where);
            var (firstNode, firstLeaf) = (Nodes.Count, Leaves.Count);
            Roots.Add(count == 0 ? ~firstLeaf : firstNode);
            for (var i = 0; i < count; i++)
            {
                Nodes.Add(new TreeModel.Node((float)thresholds[i], features[i], Move(left[i]), Move(right[i])));
                Means.Add(TreeModel.UnitsOf(means[i]));
            }

            foreach (var leaf in leaves)
            {
                Leaves.Add(TreeModel.UnitsOf(leaf));
            }

            int Move(int child) => child >= 0 ? child + firstNode : ~(~child + firstLeaf);
        }

        /// <summary>Every node and leaf is reached once from the root: n inner nodes have 2n children, which are the other nodes and the leaves.</summary>
        private static void CheckReach(int[] left, int[] right, int leaves, string where)
        {
            if (left.Length == 0) return;
            var (nodeSeen, leafSeen) = (new bool[left.Length], new bool[leaves]);
            nodeSeen[0] = true;
            var open = new Stack<int>([0]);
            while (open.TryPop(out var node))
            {
                foreach (var child in (ReadOnlySpan<int>)[left[node], right[node]])
                {
                    ref var seen = ref (child >= 0 ? ref nodeSeen[child] : ref leafSeen[~child]);
                    if (seen)
                    {
                        throw new ModelFormatException($"{where}: {(child >= 0 ? $"node {child}" : $"leaf {~child}")} is reached twice; it is no tree.");
                    }

                    seen = true;
                    if (child >= 0) open.Push(child);
                }
            }

            if (Array.IndexOf(nodeSeen, false) is >= 0 and var lost) throw new ModelFormatException($"{where}: node {lost} is never reached; it is no tree.");
        }
    }
}
