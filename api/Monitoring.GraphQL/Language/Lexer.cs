using System.Globalization;
using System.Text;

namespace Monitoring.GraphQL;

/// <summary>Splits a document into tokens (specification, section 2.1).</summary>
internal sealed class Lexer(Source source)
{
    private readonly string _text = source.Text;

    /// <summary>Reads the token that starts at or after an offset; white space, commas and comments are skipped.</summary>
    public Token Read(int position)
    {
        while (position < _text.Length)
        {
            var c = _text[position];
            switch (c)
            {
                case '\uFEFF' or '\t' or ' ' or ',' or '\n' or '\r':
                    position++;
                    continue;
                case '#':
                    position = SkipComment(position);
                    continue;
                case '"':
                    return _text.AsSpan(position).StartsWith("\"\"\"") ? ReadBlockString(position) : ReadString(position);
                case '.' when _text.AsSpan(position).StartsWith("..."):
                    return new Token(TokenKind.Spread, position, position + 3, null);
            }
            if (Punctuator(c) is { } kind) return new Token(kind, position, position + 1, null);
            if (char.IsAsciiDigit(c) || c == '-') return ReadNumber(position);
            if (IsNameStart(c)) return ReadName(position);
            throw Unexpected(position, c);
        }
        return new Token(TokenKind.EndOfFile, _text.Length, _text.Length, null);
    }

    private static TokenKind? Punctuator(char c) => c switch
    {
        '!' => TokenKind.Bang,
        '$' => TokenKind.Dollar,
        '&' => TokenKind.Ampersand,
        '(' => TokenKind.ParenLeft,
        ')' => TokenKind.ParenRight,
        ':' => TokenKind.Colon,
        '=' => TokenKind.EqualsSign,
        '@' => TokenKind.At,
        '[' => TokenKind.BracketLeft,
        ']' => TokenKind.BracketRight,
        '{' => TokenKind.BraceLeft,
        '|' => TokenKind.Pipe,
        '}' => TokenKind.BraceRight,
        _ => null,
    };

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_';

    private static bool IsNameContinue(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private char At(int position) => position < _text.Length ? _text[position] : '\0';

    private Token ReadName(int start)
    {
        var end = start + 1;
        while (end < _text.Length && IsNameContinue(_text[end])) end++;
        return new Token(TokenKind.Name, start, end, _text[start..end]);
    }

    private int SkipComment(int position)
    {
        position++;
        while (position < _text.Length && _text[position] is not ('\n' or '\r'))
        {
            if (ScalarLength(position) is not (> 0 and var length)) break;
            position += length;
        }
        return position;
    }

    private Token ReadNumber(int start)
    {
        var position = start;
        var isFloat = false;
        if (At(position) == '-') position++;
        if (At(position) == '0')
        {
            position++;
            if (char.IsAsciiDigit(At(position)))
                throw Error(position, $"Invalid number, unexpected digit after 0: {Describe(position)}.");
        }
        else position = ReadDigits(position);
        if (At(position) == '.')
        {
            isFloat = true;
            position = ReadDigits(position + 1);
        }
        if (At(position) is 'e' or 'E')
        {
            isFloat = true;
            position++;
            if (At(position) is '+' or '-') position++;
            position = ReadDigits(position);
        }
        if (At(position) == '.' || IsNameStart(At(position)))
            throw Error(position, $"Invalid number, expected digit but got: {Describe(position)}.");
        return new Token(isFloat ? TokenKind.Float : TokenKind.Int, start, position, _text[start..position]);
    }

    private int ReadDigits(int position)
    {
        if (!char.IsAsciiDigit(At(position)))
            throw Error(position, $"Invalid number, expected digit but got: {Describe(position)}.");
        while (char.IsAsciiDigit(At(position))) position++;
        return position;
    }

    private Token ReadString(int start)
    {
        var position = start + 1;
        var chunk = position;
        StringBuilder? value = null;
        while (position < _text.Length)
        {
            var c = _text[position];
            if (c == '"')
            {
                var last = _text.AsSpan(chunk, position - chunk);
                return new Token(TokenKind.String, start, position + 1, value is null ? last.ToString() : value.Append(last).ToString());
            }
            if (c == '\\')
            {
                (value ??= new StringBuilder()).Append(_text, chunk, position - chunk);
                position = At(position + 1) != 'u' ? ReadSimpleEscape(position, value)
                    : At(position + 2) == '{' ? ReadVariableEscape(position, value) : ReadFixedEscape(position, value);
                chunk = position;
                continue;
            }
            if (c is '\n' or '\r') break;
            var length = ScalarLength(position);
            if (length == 0) throw Error(position, $"Invalid character within String: {Describe(position)}.");
            position += length;
        }
        throw Error(position, "Unterminated string.");
    }

    private int ReadSimpleEscape(int position, StringBuilder value)
    {
        var c = At(position + 1) switch
        {
            '"' => '"',
            '\\' => '\\',
            '/' => '/',
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => '\0',
        };
        if (c == '\0') throw Error(position, $"Invalid character escape sequence: \"{Slice(position, 2)}\".");
        value.Append(c);
        return position + 2;
    }

    private int ReadVariableEscape(int position, StringBuilder value)
    {
        long point = 0;
        var size = 3;
        while (size < 12)
        {
            var c = At(position + size++);
            if (c == '}')
            {
                // An escape must have at least one digit: \u{0}.
                if (size < 5 || !Rune.IsValid((int)point)) break;
                value.Append(new Rune((int)point).ToString());
                return position + size;
            }
            if (!char.IsAsciiHexDigit(c)) break;
            point = (point << 4) | (uint)Convert.ToInt32(c.ToString(), 16);
            if (point > 0x10FFFF) break;
        }
        throw Error(position, $"Invalid Unicode escape sequence: \"{Slice(position, size)}\".");
    }

    private int ReadFixedEscape(int position, StringBuilder value)
    {
        var code = Hex4(position + 2);
        if (code >= 0 && !char.IsSurrogate((char)code))
        {
            value.Append((char)code);
            return position + 6;
        }
        if (code >= 0 && char.IsHighSurrogate((char)code) && At(position + 6) == '\\' && At(position + 7) == 'u')
        {
            var low = Hex4(position + 8);
            if (low >= 0 && char.IsLowSurrogate((char)low))
            {
                value.Append((char)code).Append((char)low);
                return position + 12;
            }
        }
        throw Error(position, $"Invalid Unicode escape sequence: \"{Slice(position, 6)}\".");
    }

    private int Hex4(int position) =>
        position + 4 <= _text.Length
        && _text.AsSpan(position, 4).IndexOfAnyExcept("0123456789abcdefABCDEF") < 0
        && int.TryParse(_text.AsSpan(position, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            ? code : -1;

    private Token ReadBlockString(int start)
    {
        var position = start + 3;
        var raw = new StringBuilder();
        while (position < _text.Length)
        {
            var rest = _text.AsSpan(position);
            if (rest.StartsWith("\"\"\""))
                return new Token(TokenKind.BlockString, start, position + 3, BlockStrings.Dedent(raw.ToString()));
            if (rest.StartsWith("\\\"\"\""))
            {
                raw.Append("\"\"\"");
                position += 4;
                continue;
            }
            var length = ScalarLength(position);
            if (length == 0) throw Error(position, $"Invalid character within String: {Describe(position)}.");
            raw.Append(_text, position, length);
            position += length;
        }
        throw Error(position, "Unterminated string.");
    }

    /// <summary>UTF-16 units of the Unicode scalar value at a position; 0 for a lone surrogate.</summary>
    private int ScalarLength(int position)
    {
        if (!char.IsSurrogate(_text[position])) return 1;
        return char.IsHighSurrogate(_text[position]) && char.IsLowSurrogate(At(position + 1)) ? 2 : 0;
    }

    private string Slice(int start, int length) => _text.Substring(start, Math.Min(length, _text.Length - start));

    private GraphQLSyntaxException Unexpected(int position, char c) => Error(position, c == '\''
        ? "Unexpected single quote character ('), did you mean to use a double quote (\")?"
        : ScalarLength(position) > 0 ? $"Unexpected character: {Describe(position)}." : $"Invalid character: {Describe(position)}.");

    private string Describe(int position)
    {
        if (position >= _text.Length) return "<EOF>";
        var code = ScalarLength(position) == 2 ? char.ConvertToUtf32(_text, position) : _text[position];
        if (code is < 0x20 or > 0x7E) return "U+" + code.ToString("X4", CultureInfo.InvariantCulture);
        return code == '"' ? "'\"'" : $"\"{(char)code}\"";
    }

    private GraphQLSyntaxException Error(int position, string message) => new(source, position, message);
}
