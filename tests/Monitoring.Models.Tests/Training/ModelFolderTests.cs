using System.Security.Cryptography;
using System.Text.Json;
using Monitoring.Domain.Model;
using Monitoring.Models.Training;

namespace Monitoring.Models.Tests.Training;

/// <summary>The committed model, in the build that has no ML.NET.</summary>
public sealed class ModelFolderTests
{
    private const double Tolerance = 1e-6;

    private static string Folder => DefaultModel.Folder;

    [Fact]
    public void The_committed_model_scores_as_ML_NET_did_when_it_was_trained()
    {
        var model = ModelFolder.Load(Folder).Model;

        var golden = GoldenScores.Read(Path.Combine(Folder, ModelFolder.GoldenFile)).Rows;

        Assert.True(golden.Count >= 100);
        Assert.Contains(golden, row => row.Probability > 0.5);
        Assert.Contains(golden, row => row.Probability < 0.001);
        Assert.All(golden, row => Assert.InRange(model.Score(row.Features) - row.Probability, -Tolerance, Tolerance));
    }

    [Fact]
    public void The_committed_files_belong_together()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, ModelPackage.ManifestFile)));

        Assert.Equal(HashOf(ModelPackage.TreesFile), manifest.RootElement.GetProperty("treesHash").GetString());
        Assert.Equal(HashOf(ModelFolder.MlNetFile), manifest.RootElement.GetProperty("mlNetHash").GetString());
        Assert.Equal(FeatureSchema.Hash, manifest.RootElement.GetProperty("schemaHash").GetString());
    }

    [Fact]
    public void The_committed_model_is_small_enough_to_score_in_less_than_a_microsecond()
    {
        var model = ModelFolder.Load(Folder).Model;

        Assert.InRange(model.Trees, 1, 150);
        Assert.InRange(model.Leaves, model.Trees, model.Trees * 24);
    }

    private static string HashOf(string file) =>
        Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(Folder, file))));
}
