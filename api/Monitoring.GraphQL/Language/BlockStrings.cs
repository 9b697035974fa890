using System.Text;

namespace Monitoring.GraphQL;

/// <summary>Block strings (specification, section 2.9.4).</summary>
internal static class BlockStrings
{
    /// <summary>Longest single line printed without line breaks around it.</summary>
    private const int SingleLineMax = 70;

    /// <summary>Takes common indentation and blank first and last lines off a raw block string.</summary>
    public static string Dedent(string raw)
    {
        var lines = Lines(raw);
        var indent = int.MaxValue;
        int first = -1, last = -1;
        for (var i = 0; i < lines.Length; i++)
        {
            var leading = Leading(lines[i]);
            if (leading == lines[i].Length) continue;
            if (first < 0) first = i;
            last = i;
            if (i > 0 && leading < indent) indent = leading;
        }
        if (first < 0) return "";
        var result = new StringBuilder();
        for (var i = first; i <= last; i++)
        {
            if (i > first) result.Append('\n');
            var line = lines[i];
            result.Append(i == 0 ? line : line[Math.Min(line.Length, indent == int.MaxValue ? 0 : indent)..]);
        }
        return result.ToString();
    }

    /// <summary>Prints a value as a block string.</summary>
    public static string Print(string value)
    {
        var escaped = value.Replace("\"\"\"", "\\\"\"\"", StringComparison.Ordinal);
        var lines = Lines(escaped);
        var single = lines.Length == 1;
        var forceLeading = lines.Length > 1 && lines.Skip(1).All(line => line.Length == 0 || IsWhite(line[0]));
        var endsTriple = escaped.EndsWith("\\\"\"\"", StringComparison.Ordinal);
        var forceTrailing = (value.EndsWith('"') && !endsTriple) || value.EndsWith('\\');
        var multiple = !single || value.Length > SingleLineMax || forceTrailing || forceLeading || endsTriple;
        var skipLeading = single && value.Length > 0 && IsWhite(value[0]);
        var result = new StringBuilder("\"\"\"");
        if ((multiple && !skipLeading) || forceLeading) result.Append('\n');
        result.Append(escaped);
        if (multiple || forceTrailing) result.Append('\n');
        return result.Append("\"\"\"").ToString();
    }

    /// <summary>Whether reading the printed block string gives the same value back.</summary>
    public static bool IsPrintable(string value)
    {
        if (value.Length == 0) return true;
        if (value.Any(c => c < ' ' && c is not ('\n' or '\t'))) return false;
        var lines = value.Split('\n');
        if (Leading(lines[0]) == lines[0].Length || Leading(lines[^1]) == lines[^1].Length) return false;
        // A single line may start with white space; several may not all.
        return lines.Length == 1 || lines.Any(line => line.Length > 0 && !IsWhite(line[0]));
    }

    private static bool IsWhite(char c) => c is ' ' or '\t';

    private static string[] Lines(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');

    private static int Leading(string line)
    {
        var i = 0;
        while (i < line.Length && IsWhite(line[i])) i++;
        return i;
    }
}
