namespace Monitoring.Api.Demo;

/// <summary>The data directory of a demonstration that named none.</summary>
internal static class DemoDirectory
{
    /// <summary>Empties it, so that every demonstration begins anew. Nothing but a demonstration's own directory is ever touched.</summary>
    public static void MakeAnew(string directory)
    {
        if (Directory.Exists(directory)) Directory.Delete(directory, recursive: true);
        Directory.CreateDirectory(directory);
    }
}
