using Monitoring.Grains.Journal;
using Monitoring.Silo.Stores;

namespace Monitoring.Silo.Journal;

/// <summary>Ways along a grain's chain (<see cref="JournalChain"/>). Each reads O(log² n) entries of n, unless said otherwise.</summary>
internal static class ChainWalk
{
    /// <summary>Position of the entry with a sequence, from a head whose jumps are known; 0 when the grain has none.</summary>
    public static long Find(IEntrySource source, in GrainHead head, long sequence)
    {
        if (sequence < 1 || sequence > head.Sequence) return 0;
        if (sequence == head.Sequence) return head.Position;
        var (start, at) = (head.Position, head.Sequence);
        for (var i = 0; i < head.JumpCount; i++)
        {
            var next = JournalChain.JumpSequence(at);
            if (next < sequence) break;
            (start, at) = (head.JumpAt(i), next);
        }

        return at == sequence ? start : Find(source, source.LinksAt(start), sequence).Position;
    }

    /// <summary>The entry with a sequence, from a later one or itself.</summary>
    public static EntryLinks Find(IEntrySource source, EntryLinks from, long sequence)
    {
        var at = from;
        while (at.Sequence != sequence)
        {
            if (at.Sequence < sequence) throw Broken(at, sequence);
            at = Next(source, at, JournalChain.JumpSequence(at.Sequence) >= sequence);
        }

        return at;
    }

    /// <summary>
    /// The last entry at which the grain's high-water mark had not passed an instant; <c>null</c> when it had at the first.
    /// </summary>
    public static EntryLinks? LastUpTo(IEntrySource source, EntryLinks head, long ticks)
    {
        var at = head;
        while (at.HighWater > ticks)
        {
            if (at.Sequence == 1) return null;
            if (at.Jump != 0 && at.Jump != at.Previous)
            {
                // One that was archived is as one too far.
                if (TryJump(source, at) is { } far && far.HighWater > ticks)
                {
                    at = far;
                    continue;
                }
            }

            at = Next(source, at, false);
        }

        return at;
    }

    /// <summary>Positions that the next entries' links are among, from the last entry; reads one entry for each.</summary>
    public static long[] Jumps(IEntrySource source, EntryLinks last)
    {
        var jumps = new List<long>();
        for (var at = last; at.Jump != 0; at = source.LinksAt(at.Jump)) jumps.Add(at.Jump);
        return [.. jumps];
    }

    /// <summary>Entries after a sequence up to the last one, in order; reads each of them.</summary>
    public static StoredEntry[] Tail(IEntrySource source, long lastPosition, long lastSequence, long afterSequence)
    {
        if (lastSequence <= afterSequence) return [];
        var tail = new StoredEntry[lastSequence - afterSequence];
        var position = lastPosition;
        for (var i = tail.Length - 1; i >= 0; i--)
        {
            var entry = tail[i] = source.EntryAt(position);
            if (entry.Sequence != afterSequence + 1 + i)
            {
                var expected = afterSequence + 1 + i;
                throw new StoreException($"Journal entry {position} has sequence {entry.Sequence} where {expected} should be.");
            }

            position = entry.Previous;
        }

        return tail;
    }

    private static EntryLinks? TryJump(IEntrySource source, in EntryLinks at) =>
        source.TryLinksAt(at.Jump) is { } next ? Checked(at, next, JournalChain.JumpSequence(at.Sequence)) : null;

    private static EntryLinks Next(IEntrySource source, in EntryLinks at, bool jump) => Checked(
        at, source.LinksAt(jump ? at.Jump : at.Previous), jump ? JournalChain.JumpSequence(at.Sequence) : at.Sequence - 1);

    private static EntryLinks Checked(in EntryLinks at, in EntryLinks next, long sequence) =>
        next.Grain == at.Grain && next.Sequence == sequence ? next : throw Broken(at, sequence);

    private static StoreException Broken(in EntryLinks at, long sequence) =>
        new($"The chain of grain {at.Grain} is broken at entry {at.Sequence}: it does not lead to entry {sequence}.");
}
