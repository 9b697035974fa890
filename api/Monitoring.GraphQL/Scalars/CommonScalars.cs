using System.Globalization;

namespace Monitoring.GraphQL;

/// <summary><c>Long</c>: a 64-bit integer; a JSON number on output, number or string on input.</summary>
internal sealed class LongScalar() : GraphQLScalar<long>("Long")
{
    public override long Parse(ScalarInput input)
    {
        if (input.Kind is not (ScalarInputKind.Int or ScalarInputKind.String))
            throw new FormatException($"Long cannot represent non-integer value: {input}");
        return long.TryParse(input.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : decimal.TryParse(input.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var whole)
                && input.Kind == ScalarInputKind.Int && whole is >= long.MinValue and <= long.MaxValue
                ? (long)whole
                : throw new FormatException($"Long cannot represent non 64-bit signed integer value: {input}");
    }

    public override void Write(long value, ScalarOutput output) => output.Number(value);
}

/// <summary><c>DateTime</c>: an instant as RFC 3339 text with an offset.</summary>
internal sealed class DateTimeScalar() : GraphQLScalar<DateTimeOffset>("DateTime")
{
    /// <summary>Longest text RFC 3339 needs with the precision kept here (100 ns).</summary>
    private const int TextMax = 64;

    private static readonly string[] Formats =
        ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd't'HH:mm:ss.FFFFFFF'z'", "yyyy-MM-dd HH:mm:ss.FFFFFFFK"];

    public override DateTimeOffset Parse(ScalarInput input)
    {
        if (input.Kind != ScalarInputKind.String) throw new FormatException($"DateTime cannot represent a non string value: {input}");
        var text = input.Text;
        // "K" also takes a text without any offset, which RFC 3339 does not allow.
        var hasOffset = text.Length is > 19 and < TextMax && (text[^1] is 'Z' or 'z' || (text[^3] == ':' && text[^6] is '+' or '-'));
        return hasOffset && DateTimeOffset.TryParseExact(
            text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
                ? instant
                : throw new FormatException($"DateTime cannot represent a value that is not RFC 3339 with an offset: {input}");
    }

    public override void Write(DateTimeOffset value, ScalarOutput output)
    {
        Span<char> text = stackalloc char[TextMax];
        value.TryFormat(text, out var length, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);
        output.String(text[..length]);
    }
}

/// <summary><c>Date</c>: a day of the calendar, as 2026-11-22.</summary>
internal sealed class DateScalar() : GraphQLScalar<DateOnly>("Date")
{
    public override DateOnly Parse(ScalarInput input) =>
        input.Kind == ScalarInputKind.String
        && DateOnly.TryParseExact(input.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new FormatException($"Date cannot represent a value that is not a day as YYYY-MM-DD: {input}");

    public override void Write(DateOnly value, ScalarOutput output)
    {
        Span<char> text = stackalloc char[10];
        value.TryFormat(text, out var length, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        output.String(text[..length]);
    }
}
