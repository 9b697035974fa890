namespace Monitoring.GraphQL;

/// <summary>A line and column, both counted from 1.</summary>
internal readonly record struct SourceLocation(int Line, int Column);

/// <summary>The text of a document.</summary>
internal sealed class Source(string text)
{
    private List<int>? _lineStarts;

    public string Text { get; } = text;

    /// <summary>Line and column of an offset. A line ends with LF, CR, or CR LF.</summary>
    public SourceLocation LocationOf(int offset)
    {
        var starts = _lineStarts ??= LineStarts();
        var line = starts.BinarySearch(offset);
        if (line < 0) line = ~line - 1;
        return new SourceLocation(line + 1, offset - starts[line] + 1);
    }

    private List<int> LineStarts()
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < Text.Length; i++)
        {
            if (Text[i] == '\r' && i + 1 < Text.Length && Text[i + 1] == '\n') i++;
            else if (Text[i] is not ('\n' or '\r')) continue;
            starts.Add(i + 1);
        }
        return starts;
    }
}
