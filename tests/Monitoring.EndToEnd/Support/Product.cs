namespace Monitoring.EndToEnd.Support;

/// <summary>Where the product under test lies.</summary>
internal static class Product
{
    /// <summary>Root of the checkout.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The server's assembly, built in the same configuration as this test.</summary>
    public static string Api { get; } = Path.Combine(Root, "api", "Monitoring.Api", Output, "Monitoring.Api.dll");

    /// <summary>Data that independent people made, beside the checkout.</summary>
    public static string SharedData { get; } = Path.GetFullPath(Path.Combine(Root, "..", "shared", "data"));

    /// <summary>Where builds of this configuration go, below a project's folder: this one's lies two below the root.</summary>
    private static string Output => Path.Combine(
        Path.GetRelativePath(Root, AppContext.BaseDirectory).Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries)[2..]);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Monitoring.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("No Monitoring.sln above the tests.");
    }
}
