using System.Text.Json.Nodes;
using Monitoring.Domain.Model;

namespace Monitoring.Models.Training;

/// <summary>How scores and features were spread over the rows of training: what drift is measured against.</summary>
internal static class Distributions
{
    /// <summary>Bins of a feature at the most: tenths of the rows.</summary>
    private const int Bins = 10;

    /// <summary>Decimals kept: the bins need no more, and the file stays readable.</summary>
    private const int Decimals = 6;

    /// <summary>Scores are nearly all tiny: their bins part them where it matters.</summary>
    private static readonly double[] ScoreEdges = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 0.6];

    public static JsonObject Of(LabelledRows rows, TreeModel model)
    {
        var features = new JsonArray();
        var weights = Enumerable.Range(0, rows.Count).Select(i => (double)rows.TruthOf(i).Weight).ToArray();
        foreach (var feature in FeatureSchema.All)
        {
            var values = Enumerable.Range(0, rows.Count).Select(i => (double)rows[i][(int)feature.Feature]).ToArray();
            if (Edges(values, weights) is not { Count: > 0 } edges) continue;
            var one = Spread(values, weights, edges);
            one["name"] = feature.Name;
            features.Add(one);
        }

        var scores = Enumerable.Range(0, rows.Count).Select(i => model.Score(rows[i])).ToArray();
        return new JsonObject { ["score"] = Spread(scores, weights, ScoreEdges), ["features"] = features };
    }

    private static List<double> Edges(double[] values, double[] weights)
    {
        var order = Enumerable.Range(0, values.Length).OrderBy(i => values[i]).ToArray();
        var (total, seen, next) = (weights.Sum(), 0.0, 1);
        var edges = new List<double>();
        foreach (var i in order)
        {
            seen += weights[i];
            if (seen < total * next / Bins) continue;
            while (seen >= total * next / Bins) next++;
            var edge = Math.Round(values[i], Decimals);
            if (edge < values[order[^1]] && (edges.Count == 0 || edge > edges[^1])) edges.Add(edge);
        }

        return edges;
    }

    private static JsonObject Spread(double[] values, double[] weights, IReadOnlyList<double> edges)
    {
        var distribution = new Distribution("", edges, []);
        var shares = new double[edges.Count + 1];
        for (var i = 0; i < values.Length; i++) shares[distribution.BinOf(values[i])] += weights[i];
        var total = weights.Sum();
        return new JsonObject
        {
            ["edges"] = new JsonArray([.. edges.Select(static edge => JsonValue.Create(edge))]),
            ["shares"] = new JsonArray([.. shares.Select(share => JsonValue.Create(share / total))]),
        };
    }
}
