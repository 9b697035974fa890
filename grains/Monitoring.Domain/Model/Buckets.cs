namespace Monitoring.Domain.Model;

/// <summary>A block of time in a window.</summary>
internal interface IBucket
{
    /// <summary>Number of the block; grows with time.</summary>
    int Key { get; set; }
}

/// <summary>A few buckets in order of time, of which only those with movements are kept; for a fixed number of newest blocks.</summary>
internal static class Buckets
{
    private const int Step = 2;

    /// <summary>The bucket of a block, new if need be; blocks never go backwards.</summary>
    /// <param name="buckets">Storage; grows by <see cref="Step"/>.</param>
    /// <param name="count">How many are used.</param>
    /// <param name="key">The block.</param>
    /// <param name="span">How many blocks the window has.</param>
    public static ref T At<T>(ref T[] buckets, ref byte count, int key, int span)
        where T : struct, IBucket
    {
        if (count > 0 && buckets[count - 1].Key == key) return ref buckets[count - 1];
        var expired = 0;
        while (expired < count && buckets[expired].Key <= key - span) expired++;
        if (expired > 0)
        {
            buckets.AsSpan(expired, count - expired).CopyTo(buckets);
            count -= (byte)expired;
        }

        if (count == buckets.Length) Array.Resize(ref buckets, Math.Min(span, buckets.Length + Step));
        ref var added = ref buckets[count++];
        added = default;
        added.Key = key;
        return ref added;
    }
}
