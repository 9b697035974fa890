using System.Numerics;
using Monitoring.Grains.Journal;
using Monitoring.Silo.Journal;

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

    /// <summary>Its last entry in an archived part, of which only what is needed is there; 0 for none.</summary>
    public long Archived;

    /// <summary>Its last entry before the end of the last archived part; 0 for none.</summary>
    public long Edge;

    /// <summary>Where the last entry's jumps lead, one after the other, itself first; what follows jumps to one of them.</summary>
    public long[]? Chain;

    /// <summary>Sequences along <see cref="Chain"/> while it is made of kept entries.</summary>
    private long[]? _sequences;

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
        Push(position);
        Sequence++;
        Position = position;
    }

    /// <summary>Goes on to an entry that was kept of an archived part; those between are not there.</summary>
    public void Keep(in EntryLinks entry)
    {
        var target = JournalChain.JumpSequence(entry.Sequence);
        if (Archived != Sequence || _sequences is null) _sequences = SequencesOf(Sequence, ChainLength);
        while (ChainLength > 0 && _sequences[ChainLength - 1] > target) ChainLength--;
        if (ChainLength == _sequences.Length) Array.Resize(ref _sequences, ChainLength + 4);
        _sequences[ChainLength] = entry.Sequence;
        Push(entry.Position);
        (Sequence, Archived, Position) = (entry.Sequence, entry.Sequence, entry.Position);
        (Balance, HighWater, Late) = (entry.BalanceAfter, entry.HighWater, entry.Behind > 0 ? entry.Position : 0);
    }

    /// <summary>The sequences along a whole chain, from the farthest to the nearest.</summary>
    private static long[] SequencesOf(long sequence, int length)
    {
        var sequences = new long[length + 4];
        for (var i = length - 1; i >= 0; i--, sequence = JournalChain.JumpSequence(sequence)) sequences[i] = sequence;
        return sequences;
    }

    private void Push(long position)
    {
        if (Chain is null || ChainLength == Chain.Length) Array.Resize(ref Chain, ChainLength + 4);
        Chain[ChainLength++] = position;
    }

    /// <summary>Low bits that are set: clearing them one by one leads to the entry that the next one jumps to.</summary>
    private static int TrailingOnes(long sequence) => BitOperations.TrailingZeroCount(~sequence);
}
