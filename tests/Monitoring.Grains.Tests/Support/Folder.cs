namespace Monitoring.Grains.Tests.Support;

/// <summary>A data directory that goes with the test.</summary>
internal sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("monitoring-grains-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
