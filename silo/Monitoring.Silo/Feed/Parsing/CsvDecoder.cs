using Monitoring.Contracts.Feed;

namespace Monitoring.Silo.Feed.Parsing;

/// <summary>
/// Reads rows of RFC 4180 into a draft, by the columns that the header names. Columns the draft does not know are passed over. A cell of a
/// list has its entries apart by semicolons. Not thread-safe.
/// </summary>
internal sealed class CsvDecoder
{
    private const byte ListSeparator = (byte)';';

    /// <summary>Cells of one row at most; a header with more is none of ours.</summary>
    private const int CellsMax = 256;

    private readonly Cell[] _cells = new Cell[CellsMax];
    private int[] _columns = [];
    private byte[] _unquoted = [];

    /// <summary>Whether the header is known.</summary>
    public bool HasHeader => _columns.Length > 0;

    /// <summary>
    /// Takes a row as the header when it names every field that a table needs.
    /// </summary>
    /// <returns><c>null</c> when taken, else what is wrong with it as a header.</returns>
    public HeaderFault? TryHeader(ReadOnlySpan<byte> row, RecordDraft draft)
    {
        var count = Split(row, out var problem);
        if (count < 0) return new HeaderFault(0, null, problem!);
        var columns = new int[count];
        var given = new bool[draft.Names.Count];
        for (var i = 0; i < count; i++)
        {
            columns[i] = draft.Names.Find(Unquoted(row, _cells[i]).Trim((byte)' '));
            if (columns[i] < 0) continue;
            if (given[columns[i]]) return new HeaderFault(int.MaxValue, draft.Names[columns[i]], FeedCodes.FieldRepeated);
            given[columns[i]] = true;
        }

        var known = given.Count(isGiven => isGiven);
        foreach (var field in draft.HeaderFields)
        {
            if (!given[field]) return new HeaderFault(known, draft.Names[field], FeedCodes.FieldMissing);
        }

        _columns = columns;
        return null;
    }

    /// <summary>Reads a row; <c>false</c> when it is none, which is then the draft's fault.</summary>
    public bool Decode(ReadOnlySpan<byte> row, RecordDraft draft)
    {
        var count = Split(row, out var problem);
        if (count < 0)
        {
            draft.FailLine(problem!);
            return false;
        }

        for (var i = 0; i < Math.Min(count, _columns.Length); i++)
        {
            if (_columns[i] >= 0) SetCell(row, _cells[i], _columns[i], draft);
        }

        if (count == _columns.Length) return true;
        draft.FailLine($"The row has {count} fields; the header has {_columns.Length}.");
        return false;
    }

    private void SetCell(ReadOnlySpan<byte> row, Cell cell, int field, RecordDraft draft)
    {
        draft.Open(field);
        var bytes = Unquoted(row, cell);
        if (!draft.IsList(field))
        {
            draft.Set(field, new FieldToken(FieldTokenKind.Cell, bytes));
            return;
        }

        bytes = bytes.Trim((byte)' ');
        if (bytes.IsEmpty) return;
        draft.BeginList(field);
        foreach (var range in bytes.Split(ListSeparator)) draft.Add(field, new FieldToken(FieldTokenKind.Cell, bytes[range]));
    }

    private ReadOnlySpan<byte> Unquoted(ReadOnlySpan<byte> row, Cell cell)
    {
        var bytes = row.Slice(cell.Start, cell.Length);
        if (!cell.HasDoubledQuotes) return bytes;
        if (_unquoted.Length < bytes.Length) _unquoted = new byte[bytes.Length * 2];
        var length = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            _unquoted[length++] = bytes[i];
            if (bytes[i] == '"') i++;
        }

        return _unquoted.AsSpan(0, length);
    }

    /// <summary>Cuts a row into cells; their number, or -1 with what is wrong.</summary>
    private int Split(ReadOnlySpan<byte> row, out string? problem)
    {
        problem = null;
        var count = 0;
        var start = 0;
        while (true)
        {
            if (count == CellsMax)
            {
                problem = $"The row has more than {CellsMax} fields.";
                return -1;
            }

            var isQuoted = start < row.Length && row[start] == '"';
            var end = isQuoted ? QuotedCell(row, start, out _cells[count], out problem)
                : PlainCell(row, start, out _cells[count], out problem);
            if (end < 0) return -1;
            count++;
            if (end == row.Length) return count;
            start = end + 1;
        }
    }

    private static int PlainCell(ReadOnlySpan<byte> row, int start, out Cell cell, out string? problem)
    {
        problem = null;
        var length = row[start..].IndexOfAny((byte)',', (byte)'"');
        var end = length < 0 ? row.Length : start + length;
        cell = new Cell(start, end - start, HasDoubledQuotes: false);
        if (length < 0 || row[end] == ',') return end;
        problem = $"A quote stands inside field {Ordinal(row, start)}, which does not begin with one; "
            + "put the field in quotes and double the quote.";
        return -1;
    }

    private static int QuotedCell(ReadOnlySpan<byte> row, int start, out Cell cell, out string? problem)
    {
        problem = null;
        cell = default;
        var hasDoubled = false;
        var at = start + 1;
        while (true)
        {
            var next = row[at..].IndexOf((byte)'"');
            if (next < 0)
            {
                problem = $"The quote that opens field {Ordinal(row, start)} is not closed.";
                return -1;
            }

            at += next;
            if (at + 1 == row.Length || row[at + 1] == ',')
            {
                cell = new Cell(start + 1, at - start - 1, hasDoubled);
                return at + 1;
            }

            if (row[at + 1] != '"')
            {
                problem = $"Something follows the quote that closes field {Ordinal(row, start)}; a comma is expected.";
                return -1;
            }

            hasDoubled = true;
            at += 2;
        }
    }

    /// <summary>Number of the field that starts at a byte, from 1, for a message.</summary>
    private static int Ordinal(ReadOnlySpan<byte> row, int start)
    {
        var ordinal = 1;
        var inQuotes = false;
        foreach (var b in row[..start])
        {
            if (b == '"') inQuotes = !inQuotes;
            else if (b == ',' && !inQuotes) ordinal++;
        }

        return ordinal;
    }

    private readonly record struct Cell(int Start, int Length, bool HasDoubledQuotes);
}
