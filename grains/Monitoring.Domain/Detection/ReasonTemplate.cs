using System.Text;

namespace Monitoring.Domain.Detection;

/// <summary>Fills the templates of <see cref="ReasonTexts"/>.</summary>
internal static class ReasonTemplate
{
    private const string MoneyMark = ":money";

    public static string Fill(string template, IReadOnlyDictionary<string, string> values, bool isChinese)
    {
        var text = new StringBuilder(template.Length + 32);
        foreach (var (literal, hole) in Parts(template))
        {
            text.Append(literal);
            if (hole is not null) text.Append(FillHole(hole, values, isChinese));
        }

        return text.ToString();
    }

    public static HashSet<string> Names(string template) =>
        [.. Parts(template).Where(part => part.Hole is not null).Select(part => NameOf(part.Hole!))];

    private static IEnumerable<(string Literal, string? Hole)> Parts(string template)
    {
        var from = 0;
        for (var open = template.IndexOf('{'); open >= 0; open = template.IndexOf('{', from))
        {
            var close = template.IndexOf('}', open);
            yield return (template[from..open], template[(open + 1)..close]);
            from = close + 1;
        }

        yield return (template[from..], null);
    }

    /// <summary>A number with what it counts. Whole hours and days are counted, so none of them means less than one.</summary>
    private static string Counted(string value, string noun, bool isChinese) => (value, isChinese) switch
    {
        ("0", true) => $"不足 1 {noun}",
        (_, true) => $"{value} {noun}",
        ("0", false) => $"less than 1 {noun}",
        ("1", false) => $"1 {noun}",
        _ => $"{value} {noun}s",
    };

    private static string NameOf(string hole)
    {
        var end = hole.AsSpan().IndexOfAny(':', '|');
        return end < 0 ? hole : hole[..end];
    }

    private static string FillHole(string hole, IReadOnlyDictionary<string, string> values, bool isChinese)
    {
        if (!values.TryGetValue(NameOf(hole), out var value)) return $"{{{NameOf(hole)}}}";
        if (hole.EndsWith(MoneyMark, StringComparison.Ordinal)) return MoneyText.Format(value, isChinese);
        var noun = hole.IndexOf('|', StringComparison.Ordinal);
        return noun < 0 ? value : Counted(value, hole[(noun + 1)..], isChinese);
    }
}
