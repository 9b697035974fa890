using Monitoring.Domain.Ledger;

namespace Monitoring.Domain.Model;

/// <summary>A block of time in a window.</summary>
internal interface IBucket
{
    /// <summary>Number of the block; grows with time.</summary>
    int Key { get; set; }
}

/// <summary>A few buckets in order of time, of which only those with movements are kept; for a fixed number of newest blocks.</summary>
/// <remarks>Spans that could be written to: of read-only ones a call through the interface copies the bucket.</remarks>
internal static class Buckets
{
    /// <summary>The block that a movement counts in: its own, or the latest when that is later.</summary>
    public static int KeyOf<T>(Span<T> buckets, long key)
        where T : struct, IBucket => buckets.IsEmpty ? (int)key : Math.Max((int)key, buckets[^1].Key);

    /// <summary>How many of the oldest buckets have left a window of <paramref name="span"/> blocks that ends with <paramref name="key"/>.</summary>
    public static int Expired<T>(Span<T> buckets, int key, int span)
        where T : struct, IBucket
    {
        var expired = 0;
        while (expired < buckets.Length && buckets[expired].Key <= key - span) expired++;
        return expired;
    }

    /// <summary>The bucket of a block, new if need be; blocks never go backwards.</summary>
    /// <param name="buckets">Storage; <c>null</c> before the first.</param>
    /// <param name="count">How many are used.</param>
    /// <param name="key">The block.</param>
    /// <param name="span">How many blocks the window has.</param>
    /// <param name="firstRoom">Buckets for which room is made at first.</param>
    public static ref T At<T>(ref T[]? buckets, ref byte count, int key, int span, int firstRoom)
        where T : struct, IBucket
    {
        if (count > 0 && buckets![count - 1].Key == key) return ref buckets[count - 1];
        var expired = Expired(buckets.AsSpan(0, count), key, span);
        if (expired > 0)
        {
            buckets.AsSpan(expired, count - expired).CopyTo(buckets);
            count -= (byte)expired;
        }

        ref var added = ref Rooms.ForOneMore(ref buckets, count, firstRoom, span)[count];
        count++;
        added = default;
        added.Key = key;
        return ref added;
    }
}
