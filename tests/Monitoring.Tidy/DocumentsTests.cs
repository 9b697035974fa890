using System.Text.RegularExpressions;

namespace Monitoring.Tidy;

/// <summary>What the documents name must exist.</summary>
public sealed partial class DocumentsTests
{
    public static TheoryData<string> Documents =>
        [.. Repository.Files.Where(static file => file.EndsWith(".md", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_relative_link_leads_to_a_file_or_folder(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, document))!;
        var broken = Link().Matches(Repository.Read(document))
            .Select(static match => match.Groups[1].Value)
            .Where(static target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#') && !target.StartsWith("mailto:", StringComparison.Ordinal))
            .Select(static target => target.Split('#')[0])
            .Where(target => !Path.Exists(Path.Combine(folder, target)));
        Assert.Empty(broken);
    }

    [Fact]
    public void Each_top_level_folder_says_what_is_in_it()
    {
        foreach (var folder in (string[])["silo", "api", "grains", "ml-models", "tests"])
        {
            Assert.Contains($"{folder}/README.md", Repository.Files);
        }
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Link();
}
