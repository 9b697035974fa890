using System.Globalization;
using Monitoring.Contracts.Ledger;

namespace Monitoring.Domain.Detection;

/// <summary>Writes money for people: exact, in whole-number arithmetic, with the currency's own digits.</summary>
public static class MoneyText
{
    /// <summary>
    /// An amount such as <c>1,234.50 CNY</c>; in Chinese yuan are written <c>1,234.50 元(CNY)</c>.
    /// </summary>
    /// <param name="minorUnits">Minor units, as 123450.</param>
    /// <param name="currency">ISO 4217; the digits of a code that is not known are taken to be 2.</param>
    /// <param name="isChinese">Whether for a Chinese sentence.</param>
    public static string Format(long minorUnits, string currency, bool isChinese)
    {
        var digits = Currencies.Find(currency) is { } known ? Currencies.MinorDigitsOf(known) : 2;
        var scale = 1UL;
        for (var i = 0; i < digits; i++) scale *= 10;
        // The magnitude of the smallest 64-bit number has no positive twin of its own width.
        var magnitude = minorUnits < 0 ? (ulong)-(Int128)minorUnits : (ulong)minorUnits;
        var (whole, part) = Math.DivRem(magnitude, scale);
        var fraction = digits == 0 ? "" : "." + part.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
        var unit = isChinese && currency == Currencies.Default ? $"元({currency})" : currency;
        return string.Create(CultureInfo.InvariantCulture, $"{(minorUnits < 0 ? "-" : "")}{whole:N0}{fraction} {unit}");
    }

    /// <summary>The same of the form in which reasons carry money, <c>123450 CNY</c>; text of another form is given back as it is.</summary>
    internal static string Format(string value, bool isChinese)
    {
        var space = value.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && long.TryParse(value.AsSpan(0, space), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var minorUnits)
            ? Format(minorUnits, value[(space + 1)..], isChinese)
            : value;
    }
}
