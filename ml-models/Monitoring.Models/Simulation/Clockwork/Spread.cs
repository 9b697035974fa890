namespace Monitoring.Models.Simulation;

/// <summary>
/// Skewed amounts around a median, from the quantiles of log-normal distributions in permille of the median. Tables and whole
/// numbers only: no exponential function whose last bit differs between machines.
/// </summary>
internal static class Spread
{
    // Quantiles at 1/32 steps, the ends cut at 0.5 % and 99.5 %; sigma 0.12, 0.5 and 0.9.
    private static readonly int[] NarrowTable =
    [
        734, 800, 832, 854, 871, 886, 899, 911, 922, 933, 943, 953, 962, 972, 981, 991, 1000,
        1009, 1019, 1029, 1039, 1049, 1060, 1072, 1084, 1098, 1112, 1129, 1148, 1171, 1202, 1250, 1362,
    ];

    private static readonly int[] MiddleTable =
    [
        276, 394, 464, 517, 563, 604, 642, 678, 714, 749, 783, 818, 853, 888, 924, 962, 1000,
        1040, 1082, 1126, 1173, 1223, 1277, 1336, 1401, 1474, 1558, 1657, 1777, 1933, 2153, 2538, 3625,
    ];

    private static readonly int[] WideTable =
    [
        98, 187, 251, 305, 355, 403, 450, 497, 545, 594, 644, 696, 751, 808, 868, 932, 1000,
        1073, 1152, 1238, 1332, 1436, 1553, 1684, 1835, 2011, 2222, 2482, 2816, 3275, 3978, 5347, 10158,
    ];

    /// <summary>The largest factor of <see cref="Middle"/>, in permille.</summary>
    public const int MiddleMaxPermille = 3625;

    public static long Narrow(ref RandomStream random, long median) => Draw(NarrowTable, ref random, median);

    public static long Middle(ref RandomStream random, long median) => Draw(MiddleTable, ref random, median);

    public static long Wide(ref RandomStream random, long median) => Draw(WideTable, ref random, median);

    /// <summary>Rounds down to a multiple of <paramref name="unit"/>, but never below one unit.</summary>
    public static long Round(long amount, long unit) => Math.Max(unit, amount / unit * unit);

    /// <summary>An amount as people choose them: often round thousands or hundreds, now and then to the yuan or the cent.</summary>
    public static long Human(ref RandomStream random, long amount)
    {
        int habit = random.Below(100);
        long unit = habit switch
        {
            < 40 => amount >= 10_000 * Means.Yuan ? 1_000 * Means.Yuan : 100 * Means.Yuan,
            < 70 => 100 * Means.Yuan,
            < 85 => Means.Yuan,
            _ => 1,
        };
        return Round(amount, unit);
    }

    private static long Draw(int[] table, ref RandomStream random, long median)
    {
        ulong bits = random.Next();
        int cell = (int)(bits >> 59);
        long within = (long)(bits & 1023);
        long factor = table[cell] + ((table[cell + 1] - table[cell]) * within / 1024);
        return Math.Max(1, median * factor / 1000);
    }

}
