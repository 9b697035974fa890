using System.Diagnostics;
using System.Numerics;

namespace Monitoring.Grains.Journal;

/// <summary>
/// Where a grain's journal ends. The journal is one append-only table in commit order; a grain's entries are found from its end, each
/// naming the position of the one before and of one further back (<see cref="JournalChain"/>), so that no index grows with history.
/// Its jumps lie in a room that the heads after it share: a head stays as it is until the second append after it. Who keeps one for longer
/// takes a copy (<see cref="Apart"/>). So a busy grain's head is changed in place, and nothing new is stored in an old object.
/// </summary>
[DebuggerDisplay("{Key}: {Sequence} at {Position}")]
public readonly struct GrainHead
{
    /// <summary>Jumps that a first room has place for: those of the first 31 entries.</summary>
    private const int FirstRoom = 4;

    // Furthest first: the next entry adds one at the end, or takes some from there.
    private readonly long[]? _jumps;

    /// <param name="key">The store's number for the grain.</param>
    /// <param name="sequence">Sequence of its last entry.</param>
    /// <param name="position">Position of its last entry in the journal.</param>
    /// <param name="jumps">
    /// Positions of the entries <c>s &amp; (s - 1)</c>, and so on down to the last before 0, of <c>s = sequence</c>: nearest first.
    /// </param>
    /// <exception cref="ArgumentException">There are more or fewer jumps than an entry of that sequence has.</exception>
    public GrainHead(long key, long sequence, long position, params ReadOnlySpan<long> jumps)
    {
        (Key, Sequence, Position) = (key, sequence, position);
        if (jumps.Length != JumpCount) throw new ArgumentException($"Entry {sequence} has {JumpCount} jumps, not {jumps.Length}.", nameof(jumps));
        if (jumps.Length == 0) return;
        _jumps = new long[RoomFor(jumps.Length)];
        jumps.CopyTo(_jumps);
        _jumps.AsSpan(0, jumps.Length).Reverse();
    }

    private GrainHead(long key, long sequence, long position, long[]? jumps)
    {
        (Key, Sequence, Position, _jumps) = (key, sequence, position, jumps);
    }

    /// <summary>The head of a grain without entries.</summary>
    public static GrainHead None => default;

    /// <summary>The store's number for the grain; 0 while it has no entry.</summary>
    public long Key { get; }

    /// <summary>Sequence of its last entry; 0 while it has none.</summary>
    public long Sequence { get; }

    /// <summary>Position of its last entry in the journal; 0 while it has none.</summary>
    public long Position { get; }

    /// <summary>How many jumps it has; at most 62.</summary>
    public int JumpCount => Sequence == 0 ? 0 : BitOperations.PopCount((ulong)Sequence) - 1;

    /// <summary>Position of a jump's entry, the nearest being jump 0. Needed to link the next entries.</summary>
    public long JumpAt(int jump) => _jumps![JumpCount - 1 - jump];

    /// <summary>All jumps, nearest first.</summary>
    public long[] Jumps()
    {
        var jumps = new long[JumpCount];
        for (var i = 0; i < jumps.Length; i++) jumps[i] = JumpAt(i);
        return jumps;
    }

    /// <summary>The same head with a room of its own, which no other changes.</summary>
    public GrainHead Apart() => new(Key, Sequence, Position, (long[]?)_jumps?.Clone());

    /// <summary>
    /// The same head in the room of one before it of the same grain, where that is large enough: a new room in an old grain is work for the
    /// garbage collector. The one before is not to be used any more.
    /// </summary>
    public GrainHead InRoomOf(in GrainHead before)
    {
        var (jumps, room, count) = (_jumps, before._jumps, JumpCount);
        if (ReferenceEquals(jumps, room) || jumps is null || room is null || room.Length < count) return this;
        jumps.AsSpan(0, count).CopyTo(room);
        return new GrainHead(Key, Sequence, Position, room);
    }

    /// <summary>The head after an entry whose sequence is the next one, in the same room.</summary>
    internal GrainHead Then(long key, long position)
    {
        var next = Sequence + 1;
        var jumps = _jumps;
        // An odd one names the entry before it, and goes on from there; an even one takes from the end what it passes over.
        if ((next & 1) != 0 && next > 1)
        {
            var count = JumpCount;
            if (jumps is null || count == jumps.Length) Array.Resize(ref jumps, RoomFor(count + 1));
            jumps[count] = Position;
        }

        return new GrainHead(key, next, position, jumps);
    }

    private static int RoomFor(int jumps) => Math.Max(FirstRoom, (int)BitOperations.RoundUpToPowerOf2((uint)jumps));
}
