using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Monitoring.Silo.Feed;
using Monitoring.Silo.Tests.Feed.Fixtures;

namespace Monitoring.Silo.Tests.Feed;

/// <summary>
/// The table <c>BadInput.cases</c>: each bad record has its own code, field and line, and the good ones beside it are taken.
/// </summary>
public sealed partial class BadInputTests
{
    private const int LineBytesMax = 4_600;

    private static readonly string[] Columns =
        ["postingId", "account", "direction", "amount", "currency", "bookedAt", "branch", "channel", "balanceAfter", "narrative"];

    private static readonly string[] ReferenceColumns = ["type", "id", "branch", "kind", "currency", "name", "relatedStaff"];

    public static TheoryData<string> Cases { get; } = [.. Lines().Where(line => line.Length > 0 && line[0] != '#')];

    [Fact]
    public void The_table_has_a_hundred_kinds_of_bad_input() => Assert.True(Cases.Count > 100);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Bad_input_is_told_with_its_line_and_the_good_beside_it_is_taken(string line)
    {
        var parts = line.Split(" | ");
        var (change, code, field) = (parts[1], parts[2].Trim(), parts[3].Trim());
        var id = parts.Length > 4 ? parts[4].Trim() : "BAD";
        foreach (var (body, format, kind, number) in Bodies(parts[0], change))
        {
            var bench = new FeedBench(options => options.MaxLineBytes = LineBytesMax);
            if (kind == FeedKind.Reference) await bench.TakeAsync("""{"type":"branch","id":"B1"}""", kind: kind);
            var result = await bench.TakeAsync(body, format, kind);

            Assert.Equal(code == "LINE_TOO_LONG" ? FeedStatus.LineTooLong : FeedStatus.Completed, result.Status);
            var rejection = Assert.Single(result.Rejections);
            Assert.Equal((code, field, number), (rejection.Code, rejection.Field ?? "-", rejection.Line));
            if (code != "LINE_TOO_LONG") Assert.Equal(id, rejection.RecordId ?? "-");
            Assert.NotEmpty(rejection.Message);
            Assert.Equal((2, 0, 1), (result.Accepted, result.Duplicates, result.Rejected));
            Assert.Equal(code, Assert.Single(bench.Quarantine.Entries).Rejected.Code);
        }
    }

    private static IEnumerable<string> Lines()
    {
        using var reader = new StreamReader(typeof(BadInputTests).Assembly.GetManifestResourceStream("BadInput.cases")!, Encoding.UTF8);
        while (reader.ReadLine() is { } line) yield return line;
    }

    private static IEnumerable<(byte[] Body, FeedFormat Format, FeedKind Kind, long Number)> Bodies(string input, string change)
    {
        var kind = input.StartsWith("ref", StringComparison.Ordinal) ? FeedKind.Reference : FeedKind.Postings;
        var isRow = input.EndsWith("csv", StringComparison.Ordinal);
        string Record(string id, string? changed) => (isRow, kind) switch
        {
            (true, _) => Row(kind, id, changed),
            (_, FeedKind.Postings) => Posting(id, changed),
            _ => Account(id, changed),
        };
        var (first, bad, last) = (Record("G-1", null), Record("BAD", change), Record("G-2", null));
        if (isRow)
        {
            var header = string.Join(',', kind == FeedKind.Postings ? Columns : ReferenceColumns);
            yield return (Bytes($"{header}\n{first}\n{bad}\n{last}\n"), FeedFormat.Csv, kind, 3);
            yield break;
        }

        yield return (Bytes($"{first}\n{bad}\n{last}\n"), FeedFormat.NdJson, kind, 2);
        if (input != "ndjson") yield return (Bytes($"[\n{first},\n{bad},\n{last}]"), FeedFormat.Json, kind, 3);
    }

    private static string Posting(string id, string? change)
    {
        var fields = new Dictionary<string, string>
        {
            ["postingId"] = $"\"{id}\"",
            ["account"] = "\"A1\"",
            ["direction"] = "\"credit\"",
            ["amount"] = "100",
            ["currency"] = "\"CNY\"",
            ["bookedAt"] = "\"2026-06-01T10:00:00+08:00\"",
        };
        return Object(fields, change);
    }

    private static string Account(string id, string? change)
    {
        var fields = new Dictionary<string, string>
        {
            ["type"] = "\"account\"",
            ["id"] = $"\"{id}\"",
            ["branch"] = "\"B1\"",
            ["kind"] = "\"personalSavings\"",
            ["currency"] = "\"CNY\"",
        };
        return Object(fields, change);
    }

    private static string Object(Dictionary<string, string> fields, string? change)
    {
        var (verb, rest) = Verb(change);
        if (verb == "raw") return rest;
        if (verb == "drop") fields.Remove(rest);
        if (verb == "set") fields[rest[..rest.IndexOf(' ')]] = rest[(rest.IndexOf(' ') + 1)..];
        var text = string.Join(',', fields.Select(field => $"\"{field.Key}\":{field.Value}"));
        return verb == "add" ? $"{{{text},{rest}}}" : $"{{{text}}}";
    }

    private static string Row(FeedKind kind, string id, string? change)
    {
        var (verb, rest) = Verb(change);
        if (verb == "raw") return rest;
        string[] cells = kind == FeedKind.Postings
            ? [id, "A1", "credit", "100", "CNY", "2026-06-01T10:00:00+08:00", "", "", "", ""]
            : ["account", id, "B1", "personalSavings", "CNY", "", ""];
        if (verb != "set") return string.Join(',', cells);
        var space = rest.IndexOf(' ');
        var column = Array.IndexOf(kind == FeedKind.Postings ? Columns : ReferenceColumns, rest[..space]);
        cells[column] = rest[(space + 1)..];
        return string.Join(',', cells);
    }

    private static (string Name, string Text) Verb(string? change)
    {
        if (change is null) return ("", "");
        var space = change.IndexOf(' ');
        return (change[..space], change[(space + 1)..]);
    }

    private static byte[] Bytes(string text)
    {
        text = Repeated().Replace(
            text, match => string.Concat(
                Enumerable.Repeat(match.Groups[1].Value, int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture))));
        var bytes = new List<byte>();
        var from = 0;
        foreach (Match match in Byte().Matches(text))
        {
            bytes.AddRange(Encoding.UTF8.GetBytes(text[from..match.Index]));
            bytes.Add(Convert.ToByte(match.Groups[1].Value, 16));
            from = match.Index + match.Length;
        }

        bytes.AddRange(Encoding.UTF8.GetBytes(text[from..]));
        return [.. bytes];
    }

    [GeneratedRegex(@"\(([^()]+?)\*(\d+)\)")]
    private static partial Regex Repeated();

    [GeneratedRegex("<([0-9A-F]{2})>")]
    private static partial Regex Byte();
}
