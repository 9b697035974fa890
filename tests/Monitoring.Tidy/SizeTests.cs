namespace Monitoring.Tidy;

public sealed class SizeTests
{
    private const int FileLinesMax = 500;
    private static readonly string[] Counted = [".cs", ".ts", ".tsx", ".mjs", ".sql", ".sh"];

    [Fact]
    public void No_source_file_is_longer_than_500_lines()
    {
        var tooLong = Repository.Files
            .Where(static file => Counted.Contains(Path.GetExtension(file)))
            .Select(static file => (file, lines: Repository.Lines(file).Length))
            .Where(static found => found.lines > FileLinesMax)
            .Select(static found => $"{found.file}: {found.lines}");
        Assert.Empty(tooLong);
    }

    [Fact]
    public void Half_of_the_product_sources_are_at_most_100_lines_long()
    {
        var lines = Repository.Sources
            .Where(static file => !file.StartsWith("tests/", StringComparison.Ordinal))
            .Select(static file => Repository.Lines(file).Length)
            .Order()
            .ToArray();
        Assert.InRange(lines[lines.Length / 2], 1, 100);
    }
}
