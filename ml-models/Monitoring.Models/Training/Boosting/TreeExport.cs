using System.Text.Json;
using Microsoft.ML.Trainers.FastTree;
using Monitoring.Domain.Model;

namespace Monitoring.Models.Training.Boosting;

/// <summary>Writes trees in the form that the platform's own evaluator reads; see <c>ml-models/MODEL-FORMAT.md</c>.</summary>
internal static class TreeExport
{
    private const int Format = 1;

    /// <summary>The bytes of <c>trees.json</c>.</summary>
    /// <param name="trees">Calibrated trees over the features of the schema.</param>
    /// <param name="rows">The rows whose means the inner nodes carry.</param>
    public static byte[] ToJson(BoostedTrees trees, LabelledRows rows)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("format", Format);
            json.WriteNumber("schemaVersion", FeatureSchema.Version);
            json.WriteString("schemaHash", FeatureSchema.Hash);
            json.WriteNumber("bias", trees.Ensemble.Bias);
            json.WriteStartObject("calibration");
            json.WriteString("kind", "platt");
            json.WriteNumber("slope", trees.Calibration.Slope);
            json.WriteNumber("offset", trees.Calibration.Offset);
            json.WriteEndObject();
            json.WriteStartArray("trees");
            for (var i = 0; i < trees.Ensemble.Trees.Count; i++)
            {
                Write(json, trees.Ensemble.Trees[i], trees.Ensemble.TreeWeights[i], rows);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter json, RegressionTree tree, double weight, LabelledRows rows)
    {
        var leaves = tree.LeafValues.Select(value => value * weight).ToArray();
        json.WriteStartObject();
        Write(json, "feature", tree.NumericalSplitFeatureIndexes, json.WriteNumberValue);
        Write(json, "threshold", tree.NumericalSplitThresholds, json.WriteNumberValue);
        Write(json, "left", tree.LeftChild, json.WriteNumberValue);
        Write(json, "right", tree.RightChild, json.WriteNumberValue);
        Write(json, "leaf", leaves, json.WriteNumberValue);
        Write(json, "mean", MeansOf(tree, leaves, rows), json.WriteNumberValue);
        json.WriteEndObject();
    }

    private static void Write<T>(Utf8JsonWriter json, string name, IEnumerable<T> values, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var value in values) write(value);
        json.WriteEndArray();
    }

    private static double[] MeansOf(RegressionTree tree, double[] leaves, LabelledRows rows)
    {
        var (sums, weights) = (new double[leaves.Length - 1], new double[leaves.Length - 1]);
        var path = new List<int>();
        for (var i = 0; i < rows.Count; i++)
        {
            var (features, weight) = (rows[i], rows.TruthOf(i).Weight);
            path.Clear();
            var node = leaves.Length == 1 ? ~0 : 0;
            while (node >= 0)
            {
                path.Add(node);
                var goesLeft = features[tree.NumericalSplitFeatureIndexes[node]] <= tree.NumericalSplitThresholds[node];
                node = goesLeft ? tree.LeftChild[node] : tree.RightChild[node];
            }

            foreach (var passed in path)
            {
                sums[passed] += weight * leaves[~node];
                weights[passed] += weight;
            }
        }

        return [.. sums.Select((sum, i) => weights[i] == 0 ? 0 : sum / weights[i])];
    }
}
