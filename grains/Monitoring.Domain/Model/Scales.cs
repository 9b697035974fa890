namespace Monitoring.Domain.Model;

/// <summary>
/// The scales of the features. The logarithm is made of additions, multiplications and divisions only, so that every machine gets the same
/// to the last bit.
/// </summary>
internal static class Scales
{
    private const int MantissaBits = 52;
    private const int ExponentBias = 1023;
    private const long MantissaMask = (1L << MantissaBits) - 1;
    private const double HalfOfRoot = 0.7071067811865476;
    private const double TwoByLn2 = 2.8853900817779268;

    /// <summary>Steps of <see cref="FeatureUnit.Size"/> beneath the limit.</summary>
    private const double SizeSteps = 1024;

    private static readonly float[] SmallCounts = [.. Enumerable.Range(0, 256).Select(static count => (float)Log2(1 + (double)count))];

    /// <summary>Binary logarithm of a positive, normal number; off by less than 1e-14.</summary>
    public static double Log2(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)(bits >> MantissaBits) - ExponentBias + 1;
        // 0.5 to 1, then 0.707 to 1.414, where the series is short.
        var mantissa = BitConverter.Int64BitsToDouble((bits & MantissaMask) | ((long)(ExponentBias - 1) << MantissaBits));
        if (mantissa < HalfOfRoot)
        {
            mantissa *= 2;
            exponent--;
        }

        var s = (mantissa - 1) / (mantissa + 1);
        var q = s * s;
        var series = 1.0 / 17;
        series = (series * q) + (1.0 / 15);
        series = (series * q) + (1.0 / 13);
        series = (series * q) + (1.0 / 11);
        series = (series * q) + (1.0 / 9);
        series = (series * q) + (1.0 / 7);
        series = (series * q) + (1.0 / 5);
        series = (series * q) + (1.0 / 3);
        series = (series * q) + 1;
        return exponent + (TwoByLn2 * s * series);
    }

    /// <summary>Size of an amount against a limit; see <see cref="FeatureUnit.Size"/>.</summary>
    public static float Size(double amount, long limit) => amount <= 0 ? 0 : (float)Log2(1 + (SizeSteps * amount / limit));

    /// <summary>The amount of a size; the way back.</summary>
    public static double AmountOf(double size, long limit) => (Math.Pow(2, size) - 1) * limit / SizeSteps;

    /// <summary>Scale of a count, not negative. A vector has a dozen, most of them small: those are read off a table.</summary>
    public static float Count(long count) => count < SmallCounts.Length ? SmallCounts[count] : (float)Log2(1 + (double)count);

    /// <summary>Scale of a duration.</summary>
    public static float Days(double days) => days <= 0 ? 0 : (float)Log2(1 + days);

    /// <summary>A part of a whole; 0 when there is no whole.</summary>
    public static float Share(double part, double whole) => whole <= 0 ? 0 : (float)Math.Clamp(part / whole, 0, 1);

    /// <summary>Difference by the larger; 1 when one side is nothing.</summary>
    public static float Gap(double a, double b) => a <= 0 || b <= 0 ? 1 : (float)(Math.Abs(a - b) / Math.Max(a, b));

    /// <summary>Binary logarithm of a ratio; sums below a 1,024th of the limit are all the same.</summary>
    public static float Ratio(double a, double b, long limit)
    {
        var least = limit / SizeSteps;
        return (float)Math.Clamp(Log2((Math.Max(a, 0) + least) / (Math.Max(b, 0) + least)), -FeatureSchema.RatioMax, FeatureSchema.RatioMax);
    }
}
