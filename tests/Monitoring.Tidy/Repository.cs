using System.Diagnostics;

namespace Monitoring.Tidy;

/// <summary>The checkout these tests look at.</summary>
internal static class Repository
{
    /// <summary>Its root: the nearest folder above the test that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Files that git knows or would add, relative to the root, with forward slashes.</summary>
    public static IReadOnlyList<string> Files { get; } = ListFiles();

    /// <summary>C# sources.</summary>
    public static IEnumerable<string> Sources => Files.Where(static file => file.EndsWith(".cs", StringComparison.Ordinal));

    /// <summary>Text of a file.</summary>
    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    /// <summary>Lines of a file.</summary>
    public static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Root, file));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Monitoring.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("No Monitoring.sln above the tests.");
    }

    private static string[] ListFiles()
    {
        var start = new ProcessStartInfo("git", "ls-files --cached --others --exclude-standard")
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
        };
        using var git = Process.Start(start)!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(static file => File.Exists(Path.Combine(Root, file)))];
    }
}
