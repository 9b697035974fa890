namespace Monitoring.Silo.Stores.Verify;

/// <summary>What is kept of a grain while the journal is read: its last entry.</summary>
internal struct GrainTrail
{
    public long Sequence;
    public long Position;
    public long Late;
    public long Balance;
    public long HighWater;
    public long Postings;
    public long LastPosting;

    /// <summary>Where the last entry's jumps lead, one after the other, itself first; what follows jumps to one of them.</summary>
    public long[]? Chain;

    /// <summary>Places of <see cref="Chain"/> in use.</summary>
    public int ChainLength;

    /// <summary>Where the next entry must jump to; 0 for nowhere.</summary>
    public readonly long NextJump
    {
        get
        {
            var steps = TrailingOnes(Sequence);
            return steps < ChainLength ? Chain![ChainLength - 1 - steps] : 0;
        }
    }

    /// <summary>Goes on to the next entry.</summary>
    public void Extend(long position)
    {
        // Kept from the farthest to the nearest, so that what is left of it stays where it is.
        ChainLength = Math.Max(0, ChainLength - TrailingOnes(Sequence));
        if (Chain is null || ChainLength == Chain.Length) Array.Resize(ref Chain, ChainLength + 4);
        Chain[ChainLength++] = position;
        Sequence++;
        Position = position;
    }

    /// <summary>Low bits that are set: clearing them one by one leads to the entry that the next one jumps to.</summary>
    private static int TrailingOnes(long sequence) => System.Numerics.BitOperations.TrailingZeroCount(~sequence);
}
