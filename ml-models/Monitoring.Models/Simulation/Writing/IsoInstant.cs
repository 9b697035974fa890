using System.Globalization;
using System.Text;

namespace Monitoring.Models.Simulation;

/// <summary>RFC 3339 with offset, milliseconds only when there are any.</summary>
internal static class IsoInstant
{
    public const int LengthMax = 29;

    public static string Date(DateOnly value) => value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Text(DateTimeOffset value)
    {
        Span<byte> ascii = stackalloc byte[LengthMax];
        return Encoding.ASCII.GetString(ascii[..Write(value, ascii)]);
    }

    /// <summary>By hand: the general formatter would take most of a writer's time.</summary>
    public static int Write(DateTimeOffset value, Span<byte> to)
    {
        var local = value.DateTime;
        Digits(to, 0, local.Year, 4);
        to[4] = (byte)'-';
        Digits(to, 5, local.Month, 2);
        to[7] = (byte)'-';
        Digits(to, 8, local.Day, 2);
        to[10] = (byte)'T';
        Digits(to, 11, local.Hour, 2);
        to[13] = (byte)':';
        Digits(to, 14, local.Minute, 2);
        to[16] = (byte)':';
        Digits(to, 17, local.Second, 2);
        int at = 19;
        if (local.Millisecond != 0)
        {
            to[19] = (byte)'.';
            Digits(to, 20, local.Millisecond, 3);
            at = 23;
        }

        int minutes = (int)value.Offset.TotalMinutes;
        to[at] = (byte)(minutes < 0 ? '-' : '+');
        Digits(to, at + 1, Math.Abs(minutes) / 60, 2);
        to[at + 3] = (byte)':';
        Digits(to, at + 4, Math.Abs(minutes) % 60, 2);
        return at + 6;
    }

    private static void Digits(Span<byte> to, int at, int value, int count)
    {
        for (int i = at + count - 1; i >= at; i--)
        {
            to[i] = (byte)('0' + (value % 10));
            value /= 10;
        }
    }
}
