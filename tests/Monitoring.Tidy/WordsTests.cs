using System.Text.RegularExpressions;

namespace Monitoring.Tidy;

/// <summary>Calls and words that have no place in the sources, each with what to use instead.</summary>
public sealed partial class WordsTests
{
    private const string Self = "tests/Monitoring.Tidy/WordsTests.cs";

    [Theory]
    [InlineData(@"\bDateTime(Offset)?\.(Utc)?Now\b", "TimeProvider")]
    [InlineData(@"\bThread\.Sleep\b", "a barrier, or a TimeProvider's timer")]
    [InlineData(@"\bNotImplementedException\b", "the implementation")]
    // The fourth of the usual words is ISO 4217's code for no currency, which tests of bad input use.
    [InlineData(@"\b(TODO|FIXME|HACK)\b", "doing it now")]
    [InlineData(@"catch\s*(\([^)]*\))?\s*\{\s*\}", "a handler that says why")]
    public void Banned_words_are_absent(string pattern, string instead)
    {
        var banned = new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));
        var found = Repository.Sources
            .Where(static file => file != Self)
            .Where(file => banned.IsMatch(Repository.Read(file)))
            .Select(file => $"{file}: use {instead}");
        Assert.Empty(found);
    }

    [Fact]
    public void No_test_is_skipped_for_good()
    {
        var skipped = Repository.Sources
            .Where(static file => file.StartsWith("tests/", StringComparison.Ordinal) && file != Self)
            .Where(static file => SkippedTest().IsMatch(Repository.Read(file)));
        Assert.Empty(skipped);
    }

    [Fact]
    public void No_file_holds_a_path_of_a_machine()
    {
        var found = Repository.Files
            .Where(static file => file != Self && IsText(file) && MachinePath().IsMatch(Repository.Read(file)));
        Assert.Empty(found);
    }

    private static bool IsText(string file) =>
        Path.GetExtension(file) is ".cs" or ".md" or ".json" or ".ts" or ".tsx" or ".mjs" or ".csproj" or ".props" or ".targets" or ".yml" or ".sh" or ".sql"
        && !file.EndsWith("package-lock.json", StringComparison.Ordinal);

    [GeneratedRegex(@"\[(Fact|Theory)\([^\]]*Skip\s*=", RegexOptions.CultureInvariant)]
    private static partial Regex SkippedTest();

    [GeneratedRegex(@"(?<![\w./~$}])/(work|tmp|root|home)/", RegexOptions.CultureInvariant)]
    private static partial Regex MachinePath();
}
