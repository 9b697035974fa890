namespace Monitoring.EndToEnd.Support;

/// <summary>A folder that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("monitoring-e2e-").FullName;

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException error)
        {
            // A killed process may still be letting go of a file; the folder lies in the system's temporary one.
            Console.Error.WriteLine($"{Path} is left behind: {error.Message}");
        }
    }
}
