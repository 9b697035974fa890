using System.Numerics;

namespace Monitoring.Grains.Journal;

/// <summary>
/// Links between a grain's journal entries. Entry <c>s</c> names the position of entry <c>s - 1</c> and of entry <c>s &amp; (s - 1)</c>
/// (its lowest bit cleared; 0 for none). Any earlier entry is reached in O(log² n) steps and the links are known when an entry is
/// appended: those of <c>s + 1</c> are among the ones of <c>s</c>.
/// </summary>
public static class JournalChain
{
    /// <summary>Sequence that entry <paramref name="sequence"/> jumps to; 0 for none.</summary>
    public static long JumpSequence(long sequence) => sequence & (sequence - 1);

    /// <summary>
    /// The head after one more entry at <paramref name="position"/>, and that entry's jump position. The head before it stays as it is, but
    /// not beside a second one after it (<see cref="GrainHead.Apart"/>).
    /// </summary>
    public static GrainHead Append(in GrainHead head, long key, long position, out long jumpPosition)
    {
        var next = head.Sequence + 1;
        // Clearing next's lowest bit gives the entry that is left of `head` when its trailing ones are cleared one by one.
        var skipped = BitOperations.TrailingZeroCount(next);
        jumpPosition = JumpSequence(next) == 0 ? 0 : skipped == 0 ? head.Position : head.JumpAt(skipped - 1);
        return head.Then(key, position);
    }
}
