namespace Monitoring.Silo.Feed.Parsing;

/// <summary>One record a line; the line end (LF or CRLF) is not part of it.</summary>
internal sealed class LineFraming : Framing
{
    public override ScanStatus Scan(ReadOnlySpan<byte> window, bool final, out int consumed)
    {
        RecordLine = Line;
        consumed = 0;
        var end = window[Scanned..].IndexOf((byte)'\n');
        if (end < 0)
        {
            Scanned = window.Length;
            if (!final) return ScanStatus.More;
            if (window.IsEmpty) return ScanStatus.End;
            Length = consumed = window.Length;
            Scanned = 0;
            return ScanStatus.Record;
        }

        Length = Scanned + end;
        consumed = Length + 1;
        Scanned = 0;
        Line++;
        if (Length > 0 && window[Length - 1] == '\r') Length--;
        return ScanStatus.Record;
    }
}
