using Monitoring.Domain.Model;
using Monitoring.Models.Metrics;
using Monitoring.Models.Training;
using Monitoring.Models.Training.Boosting;

namespace Monitoring.Models.Tests.Training.Boosting;

public sealed class TrainingRunTests : IDisposable
{
    private static readonly TrainingPlan Plan = new()
    {
        Seeds = [501],
        ThresholdSeeds = [502],
        Accounts = 2_000,
        ThresholdAccounts = 3_000,
        ThresholdCasesPerKind = 4,
        CasesPerKind = 8,
        // So small a bank has few rows to learn from and to check on: more are drawn, and growing is not stopped by chance.
        Sampling = new RowSampling(Every: 3),
        Trees = new TreeTraining { TreesMax = 25, LeavesMax = 12, PatienceTrees = 25 },
        FlaggedShare = 0.03,
        Lanes = 1,
    };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("monitoring-train-");

    [Fact]
    public void A_whole_training_gives_the_same_folder_on_any_number_of_lanes()
    {
        var one = Train(Plan, "one");
        var other = Train(Plan with { Lanes = 2 }, "other");

        Assert.Equal(
            [ModelFolder.CardFile, ModelFolder.GoldenFile, ModelPackage.ManifestFile, ModelFolder.MlNetFile, ModelPackage.TreesFile],
            one.Keys);
        Assert.All(one, file => Assert.Equal(file.Value, other[file.Key]));
    }

    [Fact]
    public void The_threshold_leaves_most_ordinary_accounts_alone()
    {
        var trained = new TrainingRun(Plan, TextWriter.Null).Run();

        var figures = new Models.Evaluation.EvaluationFigures(trained.ThresholdBanks);
        Assert.InRange(figures.FlaggedByBoth(trained.Threshold), 0, 0.03);
        Assert.InRange(figures.Recall(one => one.ByModel(trained.Threshold)), 0.3, 1);
    }

    [Fact]
    public void Dispositions_are_learned_from()
    {
        var rows = RandomRows.Learnable(400, 1);

        var trained = new TrainingRun(Plan with { Dispositions = rows }, TextWriter.Null).Run();

        Assert.Contains(Enumerable.Range(0, trained.Learned.Count), i => trained.Learned.TruthOf(i).Group == "A0");
        Assert.Contains(Enumerable.Range(0, trained.Checking.Count), i => trained.Checking.TruthOf(i).Group == "A399");
    }

    [Fact]
    public void Accounts_of_a_bank_whose_labels_are_shuffled_are_told_apart_by_chance_only()
    {
        var bank = TrainingBank.Gather(Plan.LearnedBank(501), Plan.Trigger, Plan.Sampling, earlier: null, Plan.CaseWeight, lanes: 1);

        Assert.InRange(AreaOnOtherAccounts(bank), 0.9, 1);
        Assert.InRange(AreaOnOtherAccounts(Shuffled(bank)), 0.4, 0.6);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>
    /// How well accounts are ranked, each by its highest score, by trees that learned from others: the mean over three parts, of which one is
    /// learned from, one checked on and one ranked.
    /// </summary>
    private static double AreaOnOtherAccounts(LabelledRows rows)
    {
        var accounts = GroupsOf(rows).Order(StringComparer.Ordinal).ToList();
        LabelledRows Part(int part) => rows.Where(truth => accounts.BinarySearch(truth.Group, StringComparer.Ordinal) % 3 == part % 3);
        return Enumerable.Range(0, 3).Average(part =>
        {
            var test = Part(part);
            var trees = new FastTreeTrainer(Plan.Trees).Train(Part(part + 1), Part(part + 2));
            var ranked = trees.RawScores(test).Select((raw, i) => (Raw: raw, Truth: test.TruthOf(i))).GroupBy(static row => row.Truth.Group);
            return RankingMetrics.RocArea(ranked.Select(static one => new Scored(one.Max(static row => row.Raw), one.Any(static row => row.Truth.Positive))));
        });
    }

    private static IEnumerable<string> GroupsOf(LabelledRows rows) => Enumerable.Range(0, rows.Count).Select(i => rows.TruthOf(i).Group).Distinct();

    /// <summary>As many accounts are in trouble, but others: an account's rows stay together.</summary>
    private static LabelledRows Shuffled(LabelledRows rows)
    {
        var accounts = GroupsOf(rows).Order(StringComparer.Ordinal).ToArray();
        var dealt = accounts.ToArray();
        new Random(5).Shuffle(dealt);
        var positive = GroupsOf(rows.Where(static truth => truth.Positive)).ToHashSet(StringComparer.Ordinal);
        var trouble = accounts.Zip(dealt).Where(pair => positive.Contains(pair.Second)).Select(static pair => pair.First).ToHashSet(StringComparer.Ordinal);
        return rows.With(truth => truth with { Positive = trouble.Contains(truth.Group) });
    }

    private SortedDictionary<string, byte[]> Train(TrainingPlan plan, string name)
    {
        var folder = _folder.CreateSubdirectory(name);
        new TrainedFiles(plan, new TrainingRun(plan, TextWriter.Null).Run(), "test").Write(folder);
        return new SortedDictionary<string, byte[]>(
            folder.EnumerateFiles().ToDictionary(file => file.Name, file => File.ReadAllBytes(file.FullName)), StringComparer.Ordinal);
    }
}
