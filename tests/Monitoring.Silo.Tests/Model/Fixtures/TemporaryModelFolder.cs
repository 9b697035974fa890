namespace Monitoring.Silo.Tests.Model.Fixtures;

internal sealed class TemporaryModelFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("monitoring-model-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
