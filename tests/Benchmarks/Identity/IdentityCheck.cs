using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Monitoring.Benchmarks.Shared;
using Monitoring.Models.Simulation;

namespace Monitoring.Benchmarks.Identity;

/// <summary>
/// Feeds the same postings cut into batches of several sizes by one and by eight senders, each account's in order, and compares every
/// balance and every alert id. Not a measurement: a check too long for the tests, on a whole data set.
/// </summary>
public static class IdentityCheck
{
    private const string SizesDefault = "100,1000,0";

    private static readonly int[] Senders = [1, 8];

    /// <summary>
    /// Runs it. Arguments, each optional: <c>every-rule</c>, or a folder with <c>reference.ndjson.gz</c> and <c>postings.ndjson.gz</c>; then the batch sizes
    /// separated by commas (0 for all in one); then settings as <c>Section__Key=value</c>.
    /// </summary>
    /// <returns>0 when all runs are equal.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var (reference, lines) = args.Length == 0 || args[0] == "every-rule" ? EveryRule() : Files(args[0]);
        var sizes = (args.Length > 1 ? args[1] : SizesDefault).Split(',').Select(static size => int.Parse(size, CultureInfo.InvariantCulture)).ToArray();
        var seen = new HashSet<string>();
        foreach (var (size, senders) in sizes.SelectMany(static size => Senders.Select(count => (size, count))))
        {
            var folder = Directory.CreateTempSubdirectory("monitoring-identity-").FullName;
            try
            {
                await using var server = await BenchServer.StartAsync(folder, [.. args.Skip(2)]);
                await server.SendAsync("/feed/reference", reference);
                await Task.WhenAll(Bodies(lines, size == 0 ? int.MaxValue : size, senders).Select(async bodies =>
                {
                    foreach (var body in bodies)
                    {
                        await server.SendAsync("/feed/postings", body);
                    }
                }));
                using var closed = await server.Http.PostAsync($"/feed/days/{LastDay(lines)}/close", null);
                closed.EnsureSuccessStatusCode();
                var (digest, summary) = await BooksAsync(server);
                seen.Add(digest);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"batches of {(size == 0 ? "all" : size)}, {senders} senders: {digest[..16]} {summary}"));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        Console.WriteLine(seen.Count == 1 ? "all runs are equal" : $"{seen.Count} different results");
        return seen.Count == 1 ? 0 : 1;
    }

    private static (byte[] Reference, List<byte[]> Lines) Files(string folder) => (
        Unpack(Path.Combine(folder, "reference.ndjson.gz")), Split(Unpack(Path.Combine(folder, "postings.ndjson.gz"))));

    private static byte[] Unpack(string file)
    {
        using var source = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        using var target = new MemoryStream();
        source.CopyTo(target);
        return target.ToArray();
    }

    private static (byte[] Reference, List<byte[]> Lines) EveryRule()
    {
        var run = new Simulator(SimulationPresets.EveryRule()).Start();
        using var reference = new MemoryStream();
        using (var writer = new NdjsonFeedWriter(reference))
        {
            foreach (var record in run.Reference())
            {
                writer.Write(record);
            }
        }

        using var postings = new MemoryStream();
        using (var writer = new NdjsonFeedWriter(postings))
        {
            foreach (var posting in run.History().Concat(run.Live()))
            {
                writer.Write(posting);
            }
        }

        return (reference.ToArray(), Split(postings.ToArray()));
    }

    private static List<byte[]> Split(byte[] text)
    {
        var lines = new List<byte[]>();
        for (var start = 0; start < text.Length;)
        {
            var end = Array.IndexOf(text, (byte)'\n', start) + 1;
            lines.Add(text[start..end]);
            start = end;
        }

        return lines;
    }

    private static IEnumerable<IEnumerable<byte[]>> Bodies(List<byte[]> lines, int size, int senders)
    {
        var shares = Enumerable.Range(0, senders).Select(static _ => new List<byte[]>()).ToArray();
        foreach (var line in lines)
        {
            shares[(Field(line, "account").GetHashCode(StringComparison.Ordinal) & int.MaxValue) % senders].Add(line);
        }

        return shares.Select(share => share.Chunk(size).Select(static chunk => chunk.Length == 1 ? chunk[0] : Join(chunk)));
    }

    private static byte[] Join(byte[][] lines)
    {
        var body = new byte[lines.Sum(static line => line.Length)];
        var at = 0;
        foreach (var line in lines)
        {
            line.CopyTo(body, at);
            at += line.Length;
        }

        return body;
    }

    private static string LastDay(List<byte[]> lines) => Field(lines[^1], "bookedAt")[..10];

    private static string Field(byte[] line, string name)
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.GetProperty(name).GetString()!;
    }

    private static async Task<(string Digest, string Summary)> BooksAsync(BenchServer server)
    {
        var balances = await ListAsync(server, "accounts", "id balance");
        var rules = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var alerts = new List<string>();
        foreach (var filter in (string[])["", "filter: { rules: [ZERO_OR_EMPTY] }, "])
        {
            foreach (var alert in await ListAsync(server, "alerts", "id rule severity state evidenceCount", filter))
            {
                var rule = alert.GetProperty("rule").GetString()!;
                rules[rule] = rules.GetValueOrDefault(rule) + 1;
                alerts.Add(alert.ToString());
            }
        }

        var text = string.Join('\n', balances.Select(static account => account.ToString()).Order(StringComparer.Ordinal).Concat(alerts.Order(StringComparer.Ordinal)));
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return (digest, $"{balances.Count} accounts, {alerts.Count} alerts: " + string.Join(", ", rules.Select(static rule => $"{rule.Key} {rule.Value}")));
    }

    private static async Task<List<JsonElement>> ListAsync(BenchServer server, string field, string node, string filter = "")
    {
        var nodes = new List<JsonElement>();
        string? after = null;
        do
        {
            var query = $"query($after: String) {{ {field}({filter}first: 500, after: $after) {{ edges {{ node {{ {node} }} }} pageInfo {{ hasNextPage endCursor }} }} }}";
            using var content = new StringContent(JsonSerializer.Serialize(new { query, variables = new { after } }), Encoding.UTF8, "application/json");
            using var response = await server.Http.PostAsync("/graphql", content);
            var page = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("data").GetProperty(field);
            nodes.AddRange(page.GetProperty("edges").EnumerateArray().Select(static edge => edge.GetProperty("node")));
            var info = page.GetProperty("pageInfo");
            after = info.GetProperty("hasNextPage").GetBoolean() ? info.GetProperty("endCursor").GetString() : null;
        }
        while (after is not null);
        return nodes;
    }
}
