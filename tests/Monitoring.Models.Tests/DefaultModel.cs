namespace Monitoring.Models.Tests;

/// <summary>The committed model.</summary>
internal static class DefaultModel
{
    /// <summary>Its folder.</summary>
    public static string Folder => Path.Combine(RepositoryRoot(), "ml-models", "models", "default");

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Monitoring.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
