using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;

namespace Monitoring.Silo.Feed.Parsing;

/// <summary>Turns the bytes of one field into a value, or reports to the draft what is wrong with them. Not thread-safe.</summary>
internal sealed class FieldReader(RecordDraft draft)
{
    /// <summary>Characters of a value that are repeated in a message: enough to find it, too few to fill a page.</summary>
    private const int QuotedCharactersMax = 40;

    private const byte Space = (byte)' ';
    private const byte LastPlainAscii = (byte)'~';

    private readonly TextCache _cache = new();

    /// <summary>A text, trimmed; <c>null</c> when it is empty or at fault.</summary>
    /// <param name="field">The field.</param>
    /// <param name="token">Its value.</param>
    /// <param name="lengthMax">Most UTF-16 characters after trimming.</param>
    /// <param name="repeats">Whether few texts come often, so that they are worth remembering.</param>
    public string? Text(int field, scoped FieldToken token, int lengthMax, bool repeats = false)
    {
        if (!token.IsText)
        {
            FailText(field, token);
            return null;
        }

        var bytes = token.Bytes.Trim(Space);
        if (bytes.IsEmpty) return null;
        if (bytes.ContainsAnyExceptInRange(Space, LastPlainAscii)) return AnyText(field, bytes, lengthMax);
        if (bytes.Length > lengthMax)
        {
            FailLength(field, bytes.Length, lengthMax);
            return null;
        }

        return repeats ? _cache.Get(bytes) : Encoding.ASCII.GetString(bytes);
    }

    /// <summary>A whole number of 64 bits; <c>null</c> when it is absent or at fault.</summary>
    public long? Whole(int field, scoped FieldToken token)
    {
        var name = draft.Names[field];
        if (!token.IsNumber)
        {
            draft.Fail(field, FeedCodes.FieldType, $"{name} must be a whole number of minor units, not {Describe(token)}.");
            return null;
        }

        var bytes = token.Bytes.Trim(Space);
        if (bytes.IsEmpty) return null;
        if (bytes[0] != '+' && Utf8Parser.TryParse(bytes, out long value, out var consumed) && consumed == bytes.Length) return value;
        FailNumber(field, token.Kind, bytes);
        return null;
    }

    /// <summary>An instant; <c>null</c> when it is absent or at fault.</summary>
    public DateTimeOffset? Instant(int field, scoped FieldToken token)
    {
        if (!token.IsText)
        {
            FailText(field, token);
            return null;
        }

        var bytes = token.Bytes.Trim(Space);
        if (bytes.IsEmpty) return null;
        if (InstantParser.TryParse(bytes, out var instant)) return instant;
        draft.Fail(
            field, FeedCodes.InstantInvalid,
                $"{draft.Names[field]} is {Quote(bytes)}; it must be RFC 3339 with an offset, as 2026-11-22T08:15:30+08:00.");
        return null;
    }

    /// <summary>A date; <c>null</c> when it is absent or at fault.</summary>
    public DateOnly? Date(int field, scoped FieldToken token)
    {
        if (!token.IsText)
        {
            FailText(field, token);
            return null;
        }

        var bytes = token.Bytes.Trim(Space);
        if (bytes.IsEmpty) return null;
        if (InstantParser.TryParseDate(bytes, out var date)) return date;
        draft.Fail(field, FeedCodes.DateInvalid, $"{draft.Names[field]} is {Quote(bytes)}; it must be a date, as 2026-11-22.");
        return null;
    }

    /// <summary>The shared string of a known currency; <c>null</c> when it is absent or at fault.</summary>
    public string? Currency(int field, scoped FieldToken token)
    {
        if (!token.IsText)
        {
            FailText(field, token);
            return null;
        }

        var bytes = token.Bytes.Trim(Space);
        if (bytes.IsEmpty) return null;
        Span<char> code = stackalloc char[3];
        if (bytes.Length == code.Length && Ascii.ToUtf16(bytes, code, out _) == OperationStatus.Done && Currencies.Find(code) is { } known)
        {
            return known;
        }

        draft.Fail(field, FeedCodes.CurrencyUnknown,
            $"{draft.Names[field]} is {Quote(bytes)}; it must be a code of ISO 4217 in capitals, as CNY.");
        return null;
    }

    /// <summary>One of a few names; its index, -1 when it is absent or at fault.</summary>
    public int Choice(int field, scoped FieldToken token, FieldNames choices, string code, string allowed)
    {
        if (!token.IsText)
        {
            FailText(field, token);
            return -1;
        }

        var bytes = token.Bytes.Trim(Space);
        if (bytes.IsEmpty) return -1;
        var choice = choices.Find(bytes);
        if (choice < 0) draft.Fail(field, code, $"{draft.Names[field]} is {Quote(bytes)}; it must be one of {allowed}.");
        return choice;
    }

    /// <summary>A value as it may stand in a message: short, and without characters that could break a page or a log.</summary>
    public static string Quote(ReadOnlySpan<byte> bytes)
    {
        Span<char> characters = stackalloc char[QuotedCharactersMax];
        var length = 0;
        while (!bytes.IsEmpty)
        {
            // A sequence that is not UTF-8 gives the replacement character and goes on behind it.
            Rune.DecodeFromUtf8(bytes, out var rune, out var consumed);
            bytes = bytes[consumed..];
            if (length + 2 > QuotedCharactersMax) return $"'{characters[..length]}…'";
            length += Rune.IsControl(rune) ? Put(characters[length..], '?') : rune.EncodeToUtf16(characters[length..]);
        }

        return $"'{characters[..length]}'";
    }

    private static int Put(Span<char> to, char character)
    {
        to[0] = character;
        return 1;
    }

    private static string Describe(FieldToken token) => token.Kind switch
    {
        FieldTokenKind.Text or FieldTokenKind.BadText => "a text",
        FieldTokenKind.Number => "a number",
        _ => "another type",
    };

    private string? AnyText(int field, ReadOnlySpan<byte> bytes, int lengthMax)
    {
        var rented = ArrayPool<char>.Shared.Rent(bytes.Length);
        try
        {
            if (Utf8.ToUtf16(bytes, rented, out _, out var written, replaceInvalidSequences: false) != OperationStatus.Done)
            {
                draft.Fail(field, FeedCodes.FieldCharacters, $"{draft.Names[field]} is not valid UTF-8.");
                return null;
            }

            var text = rented.AsSpan(0, written).Trim();
            if (text.IsEmpty) return null;
            if (text.Length > lengthMax) FailLength(field, text.Length, lengthMax);
            else if (!HasControl(text)) return text.ToString();
            else draft.Fail(field, FeedCodes.FieldCharacters, $"{draft.Names[field]} has a control character.");
            return null;
        }
        finally
        {
            ArrayPool<char>.Shared.Return(rented);
        }
    }

    private static bool HasControl(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (char.IsControl(character)) return true;
        }

        return false;
    }

    private void FailNumber(int field, FieldTokenKind kind, ReadOnlySpan<byte> bytes)
    {
        var name = draft.Names[field];
        var digits = bytes[0] == '-' ? bytes[1..] : bytes;
        if (!digits.IsEmpty && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            draft.Fail(field, FeedCodes.NumberOutOfRange, $"{name} is {Quote(bytes)}; it must fit in 64 bits, up to {long.MaxValue}.");
        }
        else if (kind == FieldTokenKind.Number || IsDecimal(bytes))
        {
            draft.Fail(
                field, FeedCodes.AmountNotWhole,
                    $"{name} is {Quote(bytes)}; it must be a whole number of minor units, without fraction or exponent.");
        }
        else
        {
            draft.Fail(field, FeedCodes.FieldType, $"{name} must be a whole number of minor units, not {Quote(bytes)}.");
        }
    }

    private static bool IsDecimal(ReadOnlySpan<byte> bytes) =>
        bytes[0] != '+' && Utf8Parser.TryParse(bytes, out decimal _, out var consumed) && consumed == bytes.Length;

    private void FailText(int field, FieldToken token)
    {
        var name = draft.Names[field];
        if (token.Kind == FieldTokenKind.BadText)
        {
            draft.Fail(field, FeedCodes.FieldCharacters, $"{name} is no Unicode text: half of a surrogate pair, or not valid UTF-8.");
        }
        else
        {
            draft.Fail(field, FeedCodes.FieldType, $"{name} must be a text, not {Describe(token)}.");
        }
    }

    private void FailLength(int field, int length, int lengthMax) =>
        draft.Fail(field, FeedCodes.FieldTooLong, $"{draft.Names[field]} has {length} characters; at most {lengthMax} are allowed.");
}
