using System.Globalization;
using System.Runtime.CompilerServices;
using Monitoring.Domain.Model;

namespace Monitoring.Domain.Tests.Model;

/// <summary>The model that comes with the platform.</summary>
public sealed class DefaultModelTests
{
    private const string Update = "MONITORING_UPDATE_GOLDEN";
    private const int Vectors = 64;

    [Fact]
    public void The_default_model_is_whole_and_made_for_these_features()
    {
        var package = Load();

        Assert.NotNull(package.ScoreDistribution);
        Assert.NotEmpty(package.FeatureDistributions);
    }

    [Fact]
    public void The_default_model_scores_as_when_it_was_committed()
    {
        var package = Load();
        var path = Path.Combine(Here(), "golden", $"scores.{package.Version}.txt");
        var chance = new Random(11);
        var scores = Enumerable.Range(0, Vectors).Select(_ => package.Model.Raw(RandomModel.Vector(chance)).ToString("R", CultureInfo.InvariantCulture));
        var text = string.Join('\n', scores) + "\n";

        if (Environment.GetEnvironmentVariable(Update) == "1" && !File.Exists(path)) File.WriteAllText(path, text);
        Assert.True(File.Exists(path), $"{path} is missing; set {Update}=1 and run again to write it.");
        Assert.Equal(File.ReadAllText(path), text);
    }

    [Fact]
    public void Contributions_of_the_default_model_sum_to_its_scores()
    {
        var (model, chance, contributions) = (Load().Model, new Random(12), new double[FeatureSchema.Length]);
        for (var i = 0; i < Vectors; i++)
        {
            var vector = RandomModel.Vector(chance);

            Assert.Equal(model.Raw(vector), model.Contribute(vector, contributions) + contributions.Sum());
        }
    }

    private static ModelPackage Load()
    {
        var folder = Path.GetFullPath(Path.Combine(Here(), "..", "..", "..", "ml-models", "models", "default"));
        return ModelPackage.Load(File.ReadAllBytes(Path.Combine(folder, ModelPackage.ManifestFile)), File.ReadAllBytes(Path.Combine(folder, ModelPackage.TreesFile)));
    }

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
