using Monitoring.Domain.Model;
using Monitoring.Models.Training;

namespace Monitoring.Models.Tests.Training.Boosting;

/// <summary>Rows over the features of the schema, by a seed.</summary>
internal static class RandomRows
{
    /// <summary>Rows whose truth follows from three of their features, and from chance.</summary>
    public static LabelledRows Learnable(int count, int seed)
    {
        var random = new Random(seed);
        var rows = new LabelledRows(FeatureSchema.Length);
        for (var i = 0; i < count; i++)
        {
            var row = Row(random);
            var sum = (row[(int)Feature.OutShare5d] * 2) + row[(int)Feature.NightShare] - (row[(int)Feature.HabitShare] * 2);
            rows.Add(row, new RowTruth(sum + (random.NextDouble() * 0.6) > 1.2, 1, $"A{i}", i));
        }

        return rows;
    }

    /// <summary>Rows anywhere within the features' ranges, some exactly where a tree parts them.</summary>
    public static LabelledRows Anywhere(int count, int seed, IReadOnlyList<(int Feature, float Threshold)> steps)
    {
        var random = new Random(seed);
        var rows = new LabelledRows(FeatureSchema.Length);
        for (var i = 0; i < count; i++)
        {
            var row = Row(random);
            var (feature, threshold) = steps[random.Next(steps.Count)];
            row[feature] = random.Next(3) switch { 0 => threshold, 1 => MathF.BitIncrement(threshold), _ => row[feature] };
            rows.Add(row, new RowTruth(false, 1, $"A{i}", i));
        }

        return rows;
    }

    private static float[] Row(Random random) =>
        [.. FeatureSchema.All.Select(feature => feature.Min + (random.NextSingle() * (feature.Max - feature.Min)))];
}
