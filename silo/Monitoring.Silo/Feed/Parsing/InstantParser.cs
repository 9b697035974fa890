namespace Monitoring.Silo.Feed.Parsing;

/// <summary>
/// Instants of RFC 3339 section 5.6 and full dates, exactly: no leap second, no 24:00, an offset or Z is required. Fractions finer than
/// 100 ns are cut.
/// </summary>
internal static class InstantParser
{
    /// <summary>Digits of a second's fraction read at most: nanoseconds, as some senders write them.</summary>
    private const int FractionDigitsMax = 9;

    private const int TickDigits = 7;
    private const int OffsetHoursMax = 14;
    private const int DateLength = 10;
    private const int TimeLength = 19;

    public static bool TryParseDate(ReadOnlySpan<byte> text, out DateOnly date)
    {
        date = default;
        if (text.Length != DateLength || text[4] != '-' || text[7] != '-') return false;
        if (!TryDigits(text[..4], out var year) || !TryDigits(text.Slice(5, 2), out var month) || !TryDigits(text.Slice(8, 2), out var day))
        {
            return false;
        }

        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        date = new DateOnly(year, month, day);
        return true;
    }

    public static bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset instant)
    {
        instant = default;
        if (text.Length <= TimeLength || text[DateLength] is not ((byte)'T' or (byte)'t') || text[13] != ':' || text[16] != ':')
        {
            return false;
        }
        if (!TryParseDate(text[..DateLength], out var date)) return false;
        if (!TryDigits(text.Slice(11, 2), out var hour) || !TryDigits(text.Slice(14, 2), out var minute)
            || !TryDigits(text.Slice(17, 2), out var second) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        var rest = text[TimeLength..];
        if (!TryFraction(ref rest, out var fraction) || !TryOffset(rest, out var offset)) return false;
        var ticks = (date.DayNumber * TimeSpan.TicksPerDay) + (hour * TimeSpan.TicksPerHour) + (minute * TimeSpan.TicksPerMinute)
            + (second * TimeSpan.TicksPerSecond) + fraction;
        var utc = ticks - offset.Ticks;
        if (utc < 0 || utc > DateTime.MaxValue.Ticks) return false;
        instant = new DateTimeOffset(ticks, offset);
        return true;
    }

    private static bool TryFraction(ref ReadOnlySpan<byte> rest, out long ticks)
    {
        ticks = 0;
        if (rest.IsEmpty || rest[0] != '.') return true;
        var digits = 0;
        while (digits + 1 < rest.Length && rest[digits + 1] is >= (byte)'0' and <= (byte)'9')
        {
            if (digits < TickDigits) ticks = (ticks * 10) + (rest[digits + 1] - '0');
            if (++digits > FractionDigitsMax) return false;
        }

        for (var i = digits; i < TickDigits; i++) ticks *= 10;
        rest = rest[(digits + 1)..];
        return digits > 0;
    }

    private static bool TryOffset(ReadOnlySpan<byte> rest, out TimeSpan offset)
    {
        offset = default;
        if (rest is [(byte)'Z'] or [(byte)'z']) return true;
        if (rest.Length != 6 || rest[0] is not ((byte)'+' or (byte)'-') || rest[3] != ':') return false;
        if (!TryDigits(rest.Slice(1, 2), out var hours) || !TryDigits(rest.Slice(4, 2), out var minutes) || minutes > 59) return false;
        if (hours > OffsetHoursMax || (hours == OffsetHoursMax && minutes > 0)) return false;
        var ticks = (hours * TimeSpan.TicksPerHour) + (minutes * TimeSpan.TicksPerMinute);
        offset = new TimeSpan(rest[0] == '-' ? -ticks : ticks);
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var b in text)
        {
            if (b is < (byte)'0' or > (byte)'9') return false;
            value = (value * 10) + (b - '0');
        }

        return true;
    }
}
