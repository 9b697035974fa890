using Monitoring.Domain.Codec;

namespace Monitoring.Domain.Model;

/// <summary>Sums and counts of the features: they stop at their largest value instead of failing, since no money hangs on them.</summary>
internal static class Sums
{
    public static long Add(long sum, long amount) => sum > long.MaxValue - amount ? long.MaxValue : sum + amount;

    public static void Increment(ref ushort count)
    {
        if (count < ushort.MaxValue) count++;
    }

    public static void Increment(ref ushort count, bool holds)
    {
        if (holds) Increment(ref count);
    }

    public static ushort Read(ref ByteReader reader)
    {
        var count = reader.Unsigned();
        return count <= ushort.MaxValue ? (ushort)count : throw new FormatException($"{count} is no count of the features.");
    }
}
