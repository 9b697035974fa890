using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Monitoring.Silo.Tests.Feed.Fixtures;

/// <summary>Seeded postings, as field names with their values (texts, or whole numbers), written in each format.</summary>
internal static class RandomPostings
{
    private static readonly string[] Texts =
        ["B001", "T07", "王小明", "a \"quoted\" text", "comma, semicolon;", "back\\slash", "é😀", " padded ", "001209", "</tag>&'", "", "   "];

    private static readonly string[] Channels = ["counter", "atm", "pos", "online", "transfer", "batch", "clearing", "interest", "fee"];
    private static readonly string[] Columns =
    [
        "postingId", "account", "direction", "amount", "currency", "bookedAt", "branch", "channel", "counterparty", "counterpartyName",
        "trace", "teller", "valueDate", "reversalOf", "narrative", "balanceAfter", "businessDate",
    ];

    public static List<Dictionary<string, object?>> Make(Random random, int count) =>
        [.. Enumerable.Range(1, count).Select(i => MakeOne(random, i))];

    public static byte[] NdJson(IEnumerable<Dictionary<string, object?>> postings) =>
        Encoding.UTF8.GetBytes(string.Concat(postings.Select(posting => JsonSerializer.Serialize(posting) + "\n")));

    public static byte[] Json(IEnumerable<Dictionary<string, object?>> postings) => JsonSerializer.SerializeToUtf8Bytes(postings);

    /// <summary>Columns in an order of chance; quotes where needed and now and then where not.</summary>
    public static byte[] Csv(IEnumerable<Dictionary<string, object?>> postings, Random random)
    {
        var columns = Columns.Append("unknown").ToArray();
        random.Shuffle(columns);
        var text = new StringBuilder().AppendJoin(',', columns).Append("\r\n");
        foreach (var posting in postings)
        {
            text.AppendJoin(',', columns.Select(column => Cell(posting.GetValueOrDefault(column), random))).Append("\r\n");
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Cell(object? value, Random random)
    {
        var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return random.Next(5) == 0 || text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;
    }

    private static Dictionary<string, object?> MakeOne(Random random, int number)
    {
        var bookedAt = new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.FromHours(random.Next(-12, 13))).AddSeconds(random.Next(2_000_000));
        var posting = new Dictionary<string, object?>
        {
            ["bookedAt"] = bookedAt.ToString(
                random.Next(2) == 0 ? "yyyy-MM-dd'T'HH:mm:sszzz" : "yyyy-MM-dd'T'HH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture),
            ["postingId"] = $"P-{number}",
            ["amount"] = random.NextInt64(1, long.MaxValue),
            ["account"] = $"A{random.Next(50)}",
            ["currency"] = random.Next(2) == 0 ? "CNY" : "JPY",
            ["direction"] = random.Next(2) == 0 ? "credit" : "debit",
        };
        foreach (var field in new[] { "branch", "counterparty", "counterpartyName", "trace", "teller", "reversalOf", "narrative" })
        {
            if (random.Next(2) == 0) posting[field] = random.Next(8) == 0 ? null : Texts[random.Next(Texts.Length)];
        }

        if (random.Next(2) == 0) posting["channel"] = Channels[random.Next(Channels.Length)];
        if (random.Next(3) == 0) posting["valueDate"] = "2026-05-20";
        if (random.Next(2) == 0) posting["balanceAfter"] = random.NextInt64(long.MinValue, long.MaxValue);
        return posting;
    }
}
