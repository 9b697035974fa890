using System.Collections.Frozen;

namespace Monitoring.Contracts.Ledger;

/// <summary>The ISO 4217 currencies the platform knows, with the digits of their minor unit.</summary>
public static class Currencies
{
    /// <summary>The default currency of a bank here.</summary>
    public const string Default = "CNY";

    private static readonly FrozenDictionary<string, byte> MinorDigits = Build();
    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Canonical =
        MinorDigits.Keys.ToFrozenDictionary(code => code, code => code).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>All known codes.</summary>
    public static IEnumerable<string> All => MinorDigits.Keys;

    /// <summary>Digits of the minor unit, as 2 for CNY, 0 for JPY.</summary>
    /// <exception cref="ArgumentException">The code is not known.</exception>
    public static int MinorDigitsOf(string code) =>
        MinorDigits.TryGetValue(code, out var digits) ? digits : throw new ArgumentException($"Unknown currency {code}.", nameof(code));

    /// <summary>The one shared string of a known code, without an allocation; <c>null</c> when the code is not known.</summary>
    public static string? Find(ReadOnlySpan<char> code) => Canonical.TryGetValue(code, out var known) ? known : null;

    private static FrozenDictionary<string, byte> Build()
    {
        const string two = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY "
            + "COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD "
            + "KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR "
            + "NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP "
            + "TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD YER ZAR ZMW ZWG";
        const string zero = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
        const string three = "BHD IQD JOD KWD LYD OMR TND";
        var digits = new Dictionary<string, byte>(StringComparer.Ordinal);
        foreach (var code in two.Split(' ')) digits[code] = 2;
        foreach (var code in zero.Split(' ')) digits[code] = 0;
        foreach (var code in three.Split(' ')) digits[code] = 3;
        return digits.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
