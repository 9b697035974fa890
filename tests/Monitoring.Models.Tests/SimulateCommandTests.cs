using System.CommandLine;
using System.IO.Compression;
using System.Text.Json;
using Monitoring.Models.Commands;

namespace Monitoring.Models.Tests;

public sealed class SimulateCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("monitoring-simulate-");
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Fact]
    public void Writes_reference_postings_and_labels_that_belong_together()
    {
        int code = Run("--seed 7 --accounts 300 --days 45 --out " + _folder.FullName);

        Assert.Equal(0, code);
        var accounts = Lines("reference.ndjson").Where(line => line.GetProperty("type").GetString() == "account").ToList();
        var labelled = Lines("labels.ndjson").Where(line => line.GetProperty("type").GetString() == "account").ToList();
        Assert.Equal(300, accounts.Count);
        Assert.Equal(300, labelled.Count);
        Assert.True(Lines("postings.ndjson").Count > 1_000);
    }

    [Fact]
    public void Labels_name_cases_with_their_postings()
    {
        int code = Run("--preset every-rule --days 60 --patterns 2 --out " + _folder.FullName);

        Assert.Equal(0, code);
        var ids = Lines("postings.ndjson").Select(line => line.GetProperty("postingId").GetString()!).ToHashSet();
        var cases = Lines("labels.ndjson").Where(line => line.GetProperty("type").GetString() == "case").ToList();
        Assert.Equal(30, cases.Count);
        Assert.All(
            cases.SelectMany(line => line.GetProperty("postings").EnumerateArray()),
            id => Assert.Contains(id.GetString()!, ids));
        Assert.Contains(cases, line => line.GetProperty("rule").GetString() == "M1");
    }

    [Fact]
    public void Gzip_and_csv_can_be_asked_for()
    {
        int code = Run("--accounts 20 --days 5 --format csv --gzip --out " + _folder.FullName);

        Assert.Equal(0, code);
        using var gzip = new GZipStream(File.OpenRead(Path.Combine(_folder.FullName, "postings.csv.gz")), CompressionMode.Decompress);
        using var text = new StreamReader(gzip);
        Assert.StartsWith("postingId,account,direction,amount", text.ReadLine(), StringComparison.Ordinal);
        Assert.NotNull(text.ReadLine());
    }

    [Fact]
    public void A_summary_counts_populations_and_patterns()
    {
        int code = Run("--preset demo --days 1 --summary");

        Assert.Equal(0, code);
        Assert.Contains("worker", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("rapidRoundTrip", _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--accounts 0 --summary", "accounts must be between")]
    [InlineData("--days 3 --patterns 2 --summary", "at least 40 days")]
    [InlineData("--accounts 100 --patterns 50 --summary", "more accounts")]
    [InlineData("--preset demo --days 0 --summary", "days must be between")]
    [InlineData("--seed 1", "--out DIR")]
    public void Bad_options_are_refused_in_plain_words(string options, string says)
    {
        int code = Run(options);

        Assert.Equal(2, code);
        Assert.Contains(says, _error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", _error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--preset nothing --summary")]
    [InlineData("--accounts many --summary")]
    [InlineData("--no-such-option")]
    public void What_cannot_be_parsed_is_refused(string options) => Assert.NotEqual(0, Run(options));

    [Fact]
    public void A_folder_that_cannot_be_made_is_an_error_with_its_name()
    {
        string file = Path.Combine(_folder.FullName, "file");
        File.WriteAllText(file, string.Empty);

        int code = Run("--accounts 10 --days 2 --out " + file);

        Assert.Equal(1, code);
        Assert.Contains("file", _error.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private int Run(string options)
    {
        var root = new RootCommand { new SimulateCommand().Build() };
        return root.Parse("simulate " + options).Invoke(new InvocationConfiguration { Output = _output, Error = _error });
    }

    private List<JsonElement> Lines(string file) =>
        [.. File.ReadLines(Path.Combine(_folder.FullName, file)).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
}
