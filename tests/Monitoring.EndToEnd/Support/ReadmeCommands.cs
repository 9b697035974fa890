using System.Text.RegularExpressions;

namespace Monitoring.EndToEnd.Support;

/// <summary>The commands that README.md gives its readers.</summary>
internal static partial class ReadmeCommands
{
    /// <summary>Text of each <c>bash</c> block, in order.</summary>
    public static IReadOnlyList<string> Blocks { get; } =
        [.. Block().Matches(File.ReadAllText(Path.Combine(Product.Root, "README.md"))).Select(static match => match.Groups[1].Value.Trim())];

    /// <summary>The one block that begins with a text.</summary>
    public static string Starting(string text) => Assert.Single(Blocks, block => block.StartsWith(text, StringComparison.Ordinal));

    [GeneratedRegex("```bash\n(.*?)```", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Block();
}
