namespace Monitoring.GraphQL;

/// <summary>Orders names with the numbers in them by value: <c>a2</c> before <c>a10</c>.</summary>
internal sealed class NaturalComparer : IComparer<string>
{
    public static NaturalComparer Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        int i = 0, j = 0;
        while (i < x!.Length && j < y!.Length)
        {
            if (char.IsAsciiDigit(x[i]) && char.IsAsciiDigit(y[j]))
            {
                var (a, b) = (Number(x, ref i), Number(y, ref j));
                var difference = a.Length != b.Length ? a.Length - b.Length : string.CompareOrdinal(a, b);
                if (difference != 0) return difference;
                continue;
            }
            if (x[i] != y[j]) return x[i] - y[j];
            i++;
            j++;
        }
        return (x.Length - i) - (y!.Length - j);
    }

    private static string Number(string text, ref int index)
    {
        var start = index;
        while (index < text.Length && char.IsAsciiDigit(text[index])) index++;
        return text[start..index].TrimStart('0');
    }
}
