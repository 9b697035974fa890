namespace Monitoring.GraphQL;

/// <summary>"Did you mean …?", by edit distance where swapped neighbours count once.</summary>
internal static class Suggestions
{
    private const int SuggestionsMax = 5;

    /// <summary>Longer names are not compared: the work grows with the square of the length.</summary>
    private const int NameMax = 256;

    public static string DidYouMean(IReadOnlyList<string> names) => DidYouMean(null, names);

    public static string DidYouMean(string? what, IReadOnlyList<string> names)
    {
        if (names.Count == 0) return "";
        var quoted = names.Take(SuggestionsMax).Select(name => $"\"{name}\"").ToList();
        var list = quoted.Count switch
        {
            1 => quoted[0],
            2 => $"{quoted[0]} or {quoted[1]}",
            _ => $"{string.Join(", ", quoted.SkipLast(1))}, or {quoted[^1]}",
        };
        return $" Did you mean {(what is null ? "" : what + " ")}{list}?";
    }

    public static IReadOnlyList<string> For(string input, IEnumerable<string> options)
    {
        if (input.Length > NameMax) return [];
        var threshold = (int)Math.Floor(input.Length * 0.4) + 1;
        return
        [
            .. options.Distinct()
                .Select(option => (Name: option, Distance: Distance(input, option)))
                .Where(pair => pair.Distance <= threshold)
                .OrderBy(pair => pair.Distance)
                .ThenBy(pair => pair.Name, NaturalComparer.Instance)
                .Select(pair => pair.Name),
        ];
    }

    private static int Distance(string input, string option)
    {
        if (input == option) return 0;
        var (a, b) = (input.ToLowerInvariant(), option.ToLowerInvariant());
        if (a == b) return 1;
        var rows = new int[3][];
        for (var i = 0; i < 3; i++) rows[i] = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) rows[0][j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var (above, row) = (rows[(i - 1) % 3], rows[i % 3]);
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(above[j] + 1, row[j - 1] + 1), above[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], rows[(i - 2) % 3][j - 2] + 1);
            }
        }
        return rows[a.Length % 3][b.Length];
    }
}
