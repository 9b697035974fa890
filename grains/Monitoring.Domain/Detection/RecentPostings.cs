using System.Runtime.InteropServices;
using Monitoring.Domain.Codec;
using Monitoring.Domain.Ledger;

namespace Monitoring.Domain.Detection;

/// <summary>
/// The movements of the last days that the round-trip and piecemeal rules look at, in order of arrival. Bounded: of a very busy account
/// only the latest <see cref="Capacity"/> count. Part of one account's state, changed in place: a copy is not another memory.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public struct RecentPostings
{
    /// <summary>Movements held at the most: 8 KiB; a private customer has a few dozen a week.</summary>
    public const int Capacity = 256;

    /// <summary>Days held; no rule's window may be longer. Not a parameter, so that a replay does not depend on today's.</summary>
    public const int DaysMax = 10;

    private const int FirstRoom = 8;

    private RecentPosting[]? _ring;
    private short _start;
    private short _count;
    private short _largeCount;

    /// <summary>Number of movements held.</summary>
    public readonly int Count => _count;

    /// <summary>How many of them are large.</summary>
    public readonly int LargeCount => _largeCount;

    /// <summary>The movement at <paramref name="index"/>, 0 being the oldest.</summary>
    public readonly ref readonly RecentPosting this[int index] => ref _ring![Slot(index)];

    /// <summary>Takes a movement in and drops those that are too old beside it.</summary>
    public void Add(in RecentPosting posting)
    {
        Expire(posting.At - (DaysMax * TimeSpan.TicksPerDay));
        if (_count == Capacity) DropFirst();
        if (_ring is null || _count == _ring.Length) Grow();
        _ring![Slot(_count)] = posting;
        _count++;
        if (posting.IsLarge) _largeCount++;
    }

    private void Expire(long horizon)
    {
        while (_count > 0 && this[0].At < horizon) DropFirst();
    }

    /// <summary>Takes a reversed movement out, when it is still held.</summary>
    /// <returns>Its event time, UTC ticks; 0 when it is not held.</returns>
    public long Remove(long sequence)
    {
        for (var i = 0; i < _count; i++)
        {
            if (this[i].Sequence != sequence) continue;
            var at = this[i].At;
            if (this[i].IsLarge) _largeCount--;
            for (var j = i; j < _count - 1; j++)
            {
                _ring![Slot(j)] = _ring[Slot(j + 1)];
            }

            _count--;
            return at;
        }

        return 0;
    }

    internal readonly void Prefetch()
    {
        if (_ring is null) return;
        CacheLines.Prefetch(_ring, _start, 1);
        if (_count < _ring.Length) CacheLines.Prefetch(_ring, Slot(_count), 1);
    }

    internal readonly void Encode(ByteWriter writer)
    {
        writer.Unsigned((ulong)_count);
        for (var i = 0; i < _count; i++)
        {
            ref readonly var posting = ref this[i];
            writer.Signed(posting.Sequence);
            writer.Signed(posting.At);
            writer.Signed(posting.Amount);
            writer.Fixed64(posting.PartyAndLarge);
        }
    }

    internal static RecentPostings Decode(ref ByteReader reader)
    {
        var recent = new RecentPostings { _count = (short)reader.Count(Capacity) };
        if (recent._count == 0) return recent;
        recent._ring = new RecentPosting[Rooms.For(recent._count, FirstRoom, Capacity)];
        for (var i = 0; i < recent._count; i++)
        {
            recent._ring[i] = new RecentPosting(reader.Signed(), reader.Signed(), reader.Signed(), reader.Fixed64());
            if (recent._ring[i].IsLarge) recent._largeCount++;
        }

        return recent;
    }

    private readonly int Slot(int index)
    {
        var slot = _start + index;
        return slot < _ring!.Length ? slot : slot - _ring.Length;
    }

    private void DropFirst()
    {
        if (this[0].IsLarge) _largeCount--;
        _start = (short)Slot(1);
        _count--;
    }

    private void Grow()
    {
        var grown = new RecentPosting[Rooms.For(_count + 1, FirstRoom, Capacity)];
        for (var i = 0; i < _count; i++)
        {
            grown[i] = this[i];
        }

        (_ring, _start) = (grown, 0);
    }
}
