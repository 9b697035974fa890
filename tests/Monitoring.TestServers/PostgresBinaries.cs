namespace Monitoring.TestServers;

/// <summary>Where PostgreSQL's programs are on this machine.</summary>
internal static class PostgresBinaries
{
    private const string DebianFolder = "/usr/lib/postgresql";

    /// <summary>Full path of a program in the newest installation found; <c>null</c> when there is none.</summary>
    public static string? Find(string program) =>
        Folders().Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static IEnumerable<string> Folders()
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

        // A folder with a client alone is of no use, and all programs must be of one installation.
        foreach (var folder in path.Where(static folder => File.Exists(Path.Combine(folder, "initdb")))) yield return folder;
        if (!Directory.Exists(DebianFolder)) yield break;
        var versions = Directory.GetDirectories(DebianFolder)
            .Select(static folder => (folder, version: int.TryParse(Path.GetFileName(folder), out var number) ? number : 0))
            .OrderByDescending(static found => found.version);
        foreach (var (folder, _) in versions) yield return Path.Combine(folder, "bin");
    }
}
