using Monitoring.Domain.Model;
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
        Trees = new TreeTraining { TreesMax = 25, LeavesMax = 12 },
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
        Assert.True(figures.Recall(one => one.ByModel(trained.Threshold)) > 0.3);
    }

    [Fact]
    public void Dispositions_are_learned_from()
    {
        var rows = RandomRows.Learnable(400, 1);

        var trained = new TrainingRun(Plan with { Dispositions = rows }, TextWriter.Null).Run();

        Assert.Contains(Enumerable.Range(0, trained.Learned.Count), i => trained.Learned.TruthOf(i).Group == "A0");
        Assert.Contains(Enumerable.Range(0, trained.Checking.Count), i => trained.Checking.TruthOf(i).Group == "A399");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private SortedDictionary<string, byte[]> Train(TrainingPlan plan, string name)
    {
        var folder = _folder.CreateSubdirectory(name);
        new TrainedFiles(plan, new TrainingRun(plan, TextWriter.Null).Run(), "test").Write(folder);
        return new SortedDictionary<string, byte[]>(
            folder.EnumerateFiles().ToDictionary(file => file.Name, file => File.ReadAllBytes(file.FullName)), StringComparer.Ordinal);
    }
}
