namespace Monitoring.GraphQL;

/// <summary>A line and column, both counted from 1.</summary>
internal readonly record struct SourceLocation(int Line, int Column);

/// <summary>The text of a document.</summary>
internal sealed class Source(string text)
{
    public string Text { get; } = text;

    /// <summary>Line and column of an offset. A line ends with LF, CR, or CR LF.</summary>
    public SourceLocation LocationOf(int offset)
    {
        int line = 1, lineStart = 0;
        for (var i = 0; i < offset && i < Text.Length; i++)
        {
            if (Text[i] is not ('\n' or '\r')) continue;
            if (Text[i] == '\r' && i + 1 < Text.Length && Text[i + 1] == '\n')
            {
                if (i + 1 >= offset) break;
                i++;
            }
            line++;
            lineStart = i + 1;
        }
        return new SourceLocation(line, offset - lineStart + 1);
    }
}
