namespace Monitoring.Silo.Feed.Parsing;

/// <summary>
/// Rows of RFC 4180. A line end inside quotes does not end a row: a text in quotes can never pass for a row of its own, whoever wrote it.
/// </summary>
internal sealed class CsvFraming : Framing
{
    private State _state = State.FieldStart;

    private enum State : byte
    {
        FieldStart,
        Plain,
        Quoted,
        QuoteInQuoted,
    }

    public override ScanStatus Scan(ReadOnlySpan<byte> window, bool final, out int consumed)
    {
        consumed = 0;
        if (Scanned == 0 && _state == State.FieldStart) RecordLine = Line;
        for (var i = Scanned; i < window.Length; i++)
        {
            if (_state is State.FieldStart or State.Plain)
            {
                var next = window[i..].IndexOfAny((byte)'\n', (byte)'"');
                if (next < 0) return MoreOrLast(window, final, out consumed, PlainState(window, i, window.Length));
                var state = PlainState(window, i, i + next);
                i += next;
                if (window[i] == '\n') return Row(window, i, out consumed);
                _state = state == State.FieldStart ? State.Quoted : State.Plain;
            }
            else
            {
                StepQuoted(window[i]);
                if (_state == State.FieldStart && window[i] == '\n') return Row(window, i, out consumed);
            }
        }

        return MoreOrLast(window, final, out consumed, _state);
    }

    /// <summary>
    /// The state at <paramref name="to"/> when there is no quote from <paramref name="from"/> on: a field starts there, or goes on.
    /// </summary>
    private State PlainState(ReadOnlySpan<byte> window, int from, int to)
    {
        if (to == from) return _state;
        return window[to - 1] == ',' ? State.FieldStart : State.Plain;
    }

    private void StepQuoted(byte b)
    {
        if (_state == State.Quoted)
        {
            if (b == '"') _state = State.QuoteInQuoted;
            else if (b == '\n') Line++;
            return;
        }

        _state = b switch
        {
            (byte)'"' => State.Quoted,
            (byte)',' or (byte)'\n' => State.FieldStart,
            _ => State.Plain,
        };
    }

    private ScanStatus Row(ReadOnlySpan<byte> window, int newline, out int consumed)
    {
        Length = newline > 0 && window[newline - 1] == '\r' ? newline - 1 : newline;
        consumed = newline + 1;
        Scanned = 0;
        Line++;
        _state = State.FieldStart;
        return ScanStatus.Record;
    }

    private ScanStatus MoreOrLast(ReadOnlySpan<byte> window, bool final, out int consumed, State state)
    {
        consumed = 0;
        _state = state;
        Scanned = window.Length;
        if (!final) return ScanStatus.More;
        if (window.IsEmpty) return ScanStatus.End;
        Length = consumed = window.Length;
        Scanned = 0;
        return ScanStatus.Record;
    }
}
