namespace Monitoring.Silo.Feed.Parsing;

/// <summary>
/// The elements of one JSON array, or one object that stands alone. Knows just enough of JSON to find where an element ends: strings,
/// escapes and nesting. What is inside an element is the decoder's business, so a bad element costs only itself while brackets match.
/// </summary>
internal sealed class JsonFraming : Framing
{
    private Place _place = Place.Start;
    private bool _single;
    private bool _inString;
    private bool _escaped;
    private int _depth;

    private enum Place : byte
    {
        Start,
        FirstOrEnd,
        Element,
        InElement,
        CommaOrEnd,
        Done,
    }

    public override ScanStatus Scan(ReadOnlySpan<byte> window, bool final, out int consumed)
    {
        if (_place != Place.InElement)
        {
            var status = ScanOutside(window, final, out consumed);
            if (_place != Place.InElement || consumed > 0) return status;
        }

        return ScanElement(window, final, out consumed);
    }

    private ScanStatus ScanOutside(ReadOnlySpan<byte> window, bool final, out int consumed)
    {
        for (consumed = 0; consumed < window.Length; consumed++)
        {
            var b = window[consumed];
            if (b is (byte)' ' or (byte)'\t' or (byte)'\r') continue;
            if (b == '\n') Line++;
            else if (!Step(b)) return ScanStatus.Broken;
            else if (_place == Place.InElement) return ScanStatus.More;
        }

        if (!final) return ScanStatus.More;
        if (_place == Place.Done) return ScanStatus.End;
        Problem = _place == Place.Start ? "The body is empty; a JSON array of objects is expected."
            : "The array is not closed: ']' is missing.";
        return Broken();
    }

    /// <summary>One byte outside an element; <c>false</c> when it may not stand there.</summary>
    private bool Step(byte b)
    {
        switch (_place, (char)b)
        {
            case (Place.Start, '['):
                _place = Place.FirstOrEnd;
                return true;
            case (Place.Start, '{'):
                _single = true;
                return Begin();
            case (Place.FirstOrEnd or Place.CommaOrEnd, ']'):
                _place = Place.Done;
                return true;
            case (Place.CommaOrEnd, ','):
                _place = Place.Element;
                return true;
            case (Place.FirstOrEnd or Place.Element, not (',' or ']' or '}' or ':')):
                return Begin();
        }

        Problem = _place switch
        {
            Place.Start => "The body is no JSON array of objects: '[' is expected first.",
            Place.Done when _single => "Something follows the object; for one object a line send application/x-ndjson.",
            Place.Done => "Something follows the array's end.",
            Place.CommaOrEnd => "',' or ']' is expected after an element of the array.",
            _ => "An element of the array is missing between two commas or brackets.",
        };
        RecordLine = Line;
        return false;
    }

    private bool Begin()
    {
        _place = Place.InElement;
        _depth = 0;
        _inString = _escaped = false;
        Scanned = 0;
        RecordLine = Line;
        return true;
    }

    private ScanStatus ScanElement(ReadOnlySpan<byte> window, bool final, out int consumed)
    {
        consumed = 0;
        for (var i = Scanned; i < window.Length; i++)
        {
            var b = window[i];
            if (b == '\n') Line++;
            if (_inString)
            {
                if (StepString(b) && _depth == 0) return Element(i + 1, out consumed);
                continue;
            }

            switch ((char)b)
            {
                case '"':
                    _inString = true;
                    break;
                case '{' or '[':
                    _depth++;
                    break;
                case '}' or ']' when --_depth <= 0:
                    return Element(_depth < 0 ? i : i + 1, out consumed);
                case ',' or ' ' or '\t' or '\r' or '\n' when _depth == 0:
                    if (b == '\n') Line--;
                    return Element(i, out consumed);
            }
        }

        Scanned = window.Length;
        if (!final) return ScanStatus.More;
        Problem = "The body ends inside an element: a bracket or a quote is not closed.";
        return Broken();
    }

    /// <summary>One byte inside a string; <c>true</c> when it ends the string.</summary>
    private bool StepString(byte b)
    {
        if (_escaped) _escaped = false;
        else if (b == '\\') _escaped = true;
        else if (b == '"') _inString = false;
        return !_inString;
    }

    private ScanStatus Element(int length, out int consumed)
    {
        Length = consumed = length;
        Scanned = 0;
        _place = _single ? Place.Done : Place.CommaOrEnd;
        return ScanStatus.Record;
    }

    private ScanStatus Broken()
    {
        if (_place != Place.InElement) RecordLine = Line;
        return ScanStatus.Broken;
    }
}
