using Monitoring.Domain.Codec;

namespace Monitoring.Domain.Detection;

/// <summary>
/// The movements of the last days that the round-trip and piecemeal rules look at, in order of arrival. Bounded: of a very busy account
/// only the latest <see cref="Capacity"/> count.
/// </summary>
public sealed class RecentPostings
{
    /// <summary>Movements held at the most: 8 KiB; a private customer has a few dozen a week.</summary>
    public const int Capacity = 256;

    /// <summary>Days held; no rule's window may be longer. Not a parameter, so that a replay does not depend on today's.</summary>
    public const int DaysMax = 10;

    private const int InitialRoom = 4;

    private RecentPosting[] _ring = [];
    private int _start;

    /// <summary>Number of movements held.</summary>
    public int Count { get; private set; }

    /// <summary>How many of them are large.</summary>
    public int LargeCount { get; private set; }

    /// <summary>The movement at <paramref name="index"/>, 0 being the oldest.</summary>
    public ref readonly RecentPosting this[int index] => ref _ring[Slot(index)];

    /// <summary>Takes a movement in and drops those that are too old beside it.</summary>
    public void Add(in RecentPosting posting)
    {
        Expire(posting.At - (DaysMax * TimeSpan.TicksPerDay));
        if (Count == Capacity) DropFirst();
        if (Count == _ring.Length) Grow();
        _ring[Slot(Count)] = posting;
        Count++;
        if (posting.IsLarge) LargeCount++;
    }

    private void Expire(long horizon)
    {
        while (Count > 0 && this[0].At < horizon) DropFirst();
    }

    /// <summary>Takes a reversed movement out, when it is still held.</summary>
    /// <returns>Its event time, UTC ticks; 0 when it is not held.</returns>
    public long Remove(long sequence)
    {
        for (var i = 0; i < Count; i++)
        {
            if (this[i].Sequence != sequence) continue;
            var at = this[i].At;
            if (this[i].IsLarge) LargeCount--;
            for (var j = i; j < Count - 1; j++)
            {
                _ring[Slot(j)] = _ring[Slot(j + 1)];
            }

            Count--;
            return at;
        }

        return 0;
    }

    internal void Encode(ByteWriter writer)
    {
        writer.Unsigned((ulong)Count);
        for (var i = 0; i < Count; i++)
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
        var recent = new RecentPostings { Count = reader.Count(Capacity) };
        recent._ring = new RecentPosting[recent.Count];
        for (var i = 0; i < recent.Count; i++)
        {
            recent._ring[i] = new RecentPosting(reader.Signed(), reader.Signed(), reader.Signed(), reader.Fixed64());
            if (recent._ring[i].IsLarge) recent.LargeCount++;
        }

        return recent;
    }

    private int Slot(int index)
    {
        var slot = _start + index;
        return slot < _ring.Length ? slot : slot - _ring.Length;
    }

    private void DropFirst()
    {
        if (this[0].IsLarge) LargeCount--;
        _start = Slot(1);
        Count--;
    }

    private void Grow()
    {
        var grown = new RecentPosting[Math.Min(Capacity, Math.Max(InitialRoom, _ring.Length * 2))];
        for (var i = 0; i < Count; i++)
        {
            grown[i] = this[i];
        }

        (_ring, _start) = (grown, 0);
    }
}
