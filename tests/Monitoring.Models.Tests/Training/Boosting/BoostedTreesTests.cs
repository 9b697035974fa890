using System.Text.Json;
using Monitoring.Domain.Model;
using Monitoring.Models.Metrics;
using Monitoring.Models.Training;
using Monitoring.Models.Training.Boosting;

namespace Monitoring.Models.Tests.Training.Boosting;

public sealed class BoostedTreesTests : IDisposable
{
    private const int RandomRowCount = 100_000;
    private const double Tolerance = 1e-6;

    private static readonly TreeTraining Small = new() { TreesMax = 40, LeavesMax = 16, Seed = 3 };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("monitoring-trees-");

    [Fact]
    public void The_platforms_evaluator_says_what_ML_NET_says()
    {
        var (learned, checking) = (RandomRows.Learnable(6_000, 1), RandomRows.Learnable(2_000, 2));
        var trees = new FastTreeTrainer(Small).Train(learned, checking);
        var json = TreeExport.ToJson(trees, learned);

        Compare(TreeModel.Parse(json), json, rows => trees.Score(rows));
    }

    [Fact]
    public void The_committed_trees_are_those_of_the_committed_file_of_ML_NET()
    {
        var folder = DefaultModel.Folder;
        var model = ModelFolder.Load(folder).Model;
        var json = File.ReadAllBytes(Path.Combine(folder, ModelPackage.TreesFile));

        Compare(model, json, rows => BoostedTrees.ScoreByFile(Path.Combine(folder, ModelFolder.MlNetFile), rows));
    }

    [Fact]
    public void The_same_training_gives_the_same_bytes()
    {
        var (one, other) = (Train("one"), Train("other"));

        Assert.Equal(one.Json, other.Json);
        Assert.Equal(one.Zip, other.Zip);
    }

    [Fact]
    public void Another_seed_gives_other_trees()
    {
        var learned = RandomRows.Learnable(3_000, 1);
        var checking = RandomRows.Learnable(1_000, 2);

        var one = TreeExport.ToJson(new FastTreeTrainer(Small).Train(learned, checking), learned);
        var other = TreeExport.ToJson(new FastTreeTrainer(Small with { Seed = 4 }).Train(learned, checking), learned);

        Assert.NotEqual(one, other);
    }

    [Fact]
    public void What_can_be_learned_is_learned_and_shuffled_labels_give_chance()
    {
        var (learned, checking, test) = (RandomRows.Learnable(6_000, 1), RandomRows.Learnable(2_000, 2), RandomRows.Learnable(4_000, 3));

        Assert.True(AreaOn(test, learned, checking) > 0.95);
        Assert.InRange(AreaOn(test, Shuffled(learned, 5), Shuffled(checking, 6)), 0.45, 0.55);
    }

    [Fact]
    public void Growing_stops_when_it_gets_no_better()
    {
        var training = Small with { TreesMax = 400, PatienceTrees = 5 };
        var noise = Shuffled(RandomRows.Learnable(2_000, 1), 7);

        var trees = new FastTreeTrainer(training).Train(noise, Shuffled(RandomRows.Learnable(1_000, 2), 8));

        Assert.InRange(trees.Ensemble.Trees.Count, 1, 200);
    }

    [Fact]
    public void Probabilities_are_as_frequent_as_they_say()
    {
        var (learned, checking, test) = (RandomRows.Learnable(8_000, 1), RandomRows.Learnable(4_000, 2), RandomRows.Learnable(8_000, 3));
        var trees = new FastTreeTrainer(Small).Train(learned, checking);

        var scored = trees.Score(test).Select((row, i) => new Scored(row.Probability, test.TruthOf(i).Positive));

        Assert.InRange(RankingMetrics.CalibrationError(scored, bins: 10), 0, 0.03);
    }

    [Fact]
    public void Rows_of_one_sort_are_refused()
    {
        var rows = RandomRows.Learnable(500, 1).Where(static row => row.Positive);

        Assert.Throws<TrainingException>(() => new FastTreeTrainer(Small).Train(rows, rows));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static void Compare(TreeModel model, byte[] json, Func<LabelledRows, IEnumerable<ScoredRow>> mlNet)
    {
        var rows = RandomRows.Anywhere(RandomRowCount, 9, StepsOf(json));
        var contributions = new double[FeatureSchema.Length];
        var index = 0;
        foreach (var told in mlNet(rows))
        {
            var vector = rows[index++];
            var raw = model.Raw(vector);
            Assert.InRange(model.Score(vector) - told.Probability, -Tolerance, Tolerance);
            // ML.NET rounds its sum to 32 bits.
            Assert.InRange(raw - told.Score, -2 * Tolerance, 2 * Tolerance);
            Assert.Equal(raw, model.Contribute(vector, contributions) + contributions.Sum(), 9);
        }

        Assert.Equal(RandomRowCount, index);
    }

    private static List<(int Feature, float Threshold)> StepsOf(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        var steps = new List<(int Feature, float Threshold)>();
        foreach (var tree in document.RootElement.GetProperty("trees").EnumerateArray())
        {
            var thresholds = tree.GetProperty("threshold").EnumerateArray().Select(static threshold => threshold.GetSingle());
            steps.AddRange(tree.GetProperty("feature").EnumerateArray().Select(static feature => feature.GetInt32()).Zip(thresholds));
        }

        return steps;
    }

    private static double AreaOn(LabelledRows test, LabelledRows learned, LabelledRows checking)
    {
        var trees = new FastTreeTrainer(Small).Train(learned, checking);
        return RankingMetrics.RocArea(trees.RawScores(test).Select((raw, i) => new Scored(raw, test.TruthOf(i).Positive)));
    }

    private static LabelledRows Shuffled(LabelledRows rows, int seed)
    {
        var truths = Enumerable.Range(0, rows.Count).Select(i => rows.TruthOf(i).Positive).ToArray();
        new Random(seed).Shuffle(truths);
        var place = 0;
        return rows.With(truth => truth with { Positive = truths[place++] });
    }

    private (byte[] Json, byte[] Zip) Train(string name)
    {
        var (learned, checking) = (RandomRows.Learnable(4_000, 1), RandomRows.Learnable(1_500, 2));
        var trees = new FastTreeTrainer(Small).Train(learned, checking);
        var path = Path.Combine(_folder.FullName, name + ".zip");
        trees.Save(path);
        return (TreeExport.ToJson(trees, learned), File.ReadAllBytes(path));
    }
}
