using System.Globalization;
using Monitoring.Models.Metrics;

namespace Monitoring.Models.Training.Boosting;

/// <summary>The model's trainer on rows of a file, split by split: what is to be compared with other trainers on the same rows.</summary>
/// <param name="file">The rows.</param>
internal sealed class Comparison(RowFile file)
{
    /// <summary>One in so many rows to learn from is kept to stop the growing of trees and to calibrate.</summary>
    private const int CheckingEvery = 5;

    /// <summary>Half the width of an interval that holds the mean of a few splits with 95 %, in standard errors.</summary>
    private const double HalfWidth = 1.96;

    private static readonly TreeTraining Trees = new() { TreesMax = 200, LearningRate = 0.1, PatienceTrees = 30, PositiveShare = 0.2 };

    /// <summary>Writes ROC area and average precision of each split, and their means.</summary>
    public void Write(TextWriter output)
    {
        var (areas, precisions) = (new List<double>(), new List<double>());
        output.WriteLine("| split | trees | ROC area | average precision |");
        output.WriteLine("|---|---|---|---|");
        foreach (var (name, train, test) in file.Splits())
        {
            var (learned, checking) = Part(train);
            var trees = new FastTreeTrainer(Trees).Train(learned, checking);
            var scored = trees.RawScores(test).Select((raw, i) => new Scored(raw, test.TruthOf(i).Positive)).ToList();
            areas.Add(RankingMetrics.RocArea(scored));
            precisions.Add(RankingMetrics.AveragePrecision(scored));
            var (count, area, precision) = (trees.Ensemble.Trees.Count, areas[^1], precisions[^1]);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {count} | {area:0.0000} | {precision:0.0000} |"));
        }

        output.WriteLine($"| mean | | {MeanOf(areas)} | {MeanOf(precisions)} |");
    }

    /// <summary>Positives and negatives are parted alike.</summary>
    private static (LabelledRows Learned, LabelledRows Checking) Part(LabelledRows rows)
    {
        var (positives, negatives) = (0, 0);
        var (learned, checking) = (new LabelledRows(rows.Width), new LabelledRows(rows.Width));
        for (var i = 0; i < rows.Count; i++)
        {
            var truth = rows.TruthOf(i);
            var place = truth.Positive ? positives++ : negatives++;
            (place % CheckingEvery == 0 ? checking : learned).Add(rows[i], truth);
        }

        return (learned, checking);
    }

    private static string MeanOf(List<double> numbers)
    {
        var mean = numbers.Average();
        var deviation = numbers.Count < 2 ? 0 : Math.Sqrt(numbers.Sum(number => (number - mean) * (number - mean)) / (numbers.Count - 1));
        return string.Create(CultureInfo.InvariantCulture, $"{mean:0.0000} ± {HalfWidth * deviation / Math.Sqrt(numbers.Count):0.0000}");
    }
}
