using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using Monitoring.Models.Metrics;

namespace Monitoring.Models.Training.Boosting;

/// <summary>Grows boosted trees with ML.NET's FastTree. Deterministic for a seed: one thread, rows in the order given.</summary>
/// <param name="training">How to grow.</param>
internal sealed class FastTreeTrainer(TreeTraining training)
{
    private readonly MLContext _context = new(training.Seed);

    /// <summary>Grows trees on some rows until those kept for checking get no better, and calibrates on the latter.</summary>
    /// <exception cref="TrainingException">Rows of one sort are missing.</exception>
    public BoostedTrees Train(LabelledRows rows, LabelledRows checking)
    {
        var balanced = Balanced(rows);
        var schema = SchemaDefinition.Create(typeof(TrainingRow));
        schema[nameof(TrainingRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, rows.Width);
        var view = _context.Data.LoadFromEnumerable(RowsOf(rows, balanced), schema);
        var checkView = _context.Data.LoadFromEnumerable(RowsOf(checking, Balanced(checking)), schema);
        var transformer = _context.BinaryClassification.Trainers.FastTree(Options()).Fit(view, checkView);
        var trees = new BoostedTrees(_context, schema, transformer);
        var raw = trees.RawScores(checking);
        var fit = PlattFit.Of([.. raw.Select((score, i) => new Scored(score, checking.TruthOf(i).Positive, checking.TruthOf(i).Weight))]);
        return trees.Calibrate(fit, view);
    }

    private FastTreeBinaryTrainer.Options Options() => new()
    {
        FeatureColumnName = nameof(TrainingRow.Features),
        LabelColumnName = nameof(TrainingRow.Label),
        ExampleWeightColumnName = nameof(TrainingRow.Weight),
        NumberOfTrees = training.TreesMax,
        NumberOfLeaves = training.LeavesMax,
        MinimumExampleCountPerLeaf = training.RowsPerLeafMin,
        LearningRate = training.LearningRate,
        FeatureFraction = training.FeatureFraction,
        NumberOfThreads = 1,
        Seed = training.Seed,
        FeatureSelectionSeed = training.Seed,
        EarlyStoppingRule = new ConsecutiveGeneralityLossRule(training.PatienceTrees),
        EarlyStoppingMetric = EarlyStoppingMetric.L2Norm,
        MemoryStatistics = false,
        // Categorical splits have no place in the exported form; every feature is a number.
        CategoricalSplit = false,
    };

    /// <summary>Weights that give the positives their share of the whole, whatever their number.</summary>
    private float[] Balanced(LabelledRows rows)
    {
        double positives = 0, negatives = 0;
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows.TruthOf(i).Positive) positives += Counted(rows.TruthOf(i));
            else negatives += Counted(rows.TruthOf(i));
        }

        if (positives == 0 || negatives == 0) throw new TrainingException("Training needs rows of both sorts.");
        var total = rows.Count;
        var (high, low) = (training.PositiveShare * total / positives, (1 - training.PositiveShare) * total / negatives);
        var truths = Enumerable.Range(0, rows.Count).Select(rows.TruthOf);
        return [.. truths.Select(truth => (float)(Counted(truth) * (truth.Positive ? high : low)))];
    }

    private static double Counted(in RowTruth truth) => (double)truth.Weight * truth.Emphasis;

    private static IEnumerable<TrainingRow> RowsOf(LabelledRows rows, float[] weights)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            yield return new TrainingRow { Features = rows[i], Label = rows.TruthOf(i).Positive, Weight = weights[i] };
        }
    }
}
