using System.Security.Cryptography;
using Monitoring.Domain.Model;
using Monitoring.Domain.Tests.Model;

namespace Monitoring.Benchmarks.Model;

/// <summary>A folder with a model of random trees, gone when disposed.</summary>
internal sealed class RandomModelFolder : IDisposable
{
    private const int Seed = 20261122;

    public RandomModelFolder(int trees, int leaves)
    {
        var json = RandomModel.Json(RandomModel.Trees(new Random(Seed), trees, leaves));
        File.WriteAllBytes(System.IO.Path.Combine(Path, ModelPackage.TreesFile), json);
        File.WriteAllText(
            System.IO.Path.Combine(Path, ModelPackage.ManifestFile),
            SmallModel.Manifest(threshold: 0.999, version: "random.1", hash: Convert.ToHexStringLower(SHA256.HashData(json))));
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("monitoring-model-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
