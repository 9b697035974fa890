namespace Monitoring.Silo.Stores;

/// <summary>A sum wider than a column: stored as <c>hi * 2^32 + lo</c> with <c>0 &lt;= lo &lt; 2^32</c>.</summary>
internal static class WideSum
{
    /// <summary>Bits of the lower part.</summary>
    public const int LowBits = 32;

    private const long LowMask = (1L << LowBits) - 1;

    /// <summary>The upper part.</summary>
    /// <exception cref="OverflowException">The sum needs more than 95 bits.</exception>
    public static long High(Int128 sum) => checked((long)(sum >> LowBits));

    /// <summary>The lower part.</summary>
    public static long Low(Int128 sum) => (long)(sum & LowMask);

    /// <summary>The sum.</summary>
    public static Int128 Of(long high, long low) => ((Int128)high << LowBits) + low;
}
