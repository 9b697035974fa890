using System.Runtime.InteropServices;
using Monitoring.Domain.Codec;
using Monitoring.Domain.Ledger;

namespace Monitoring.Domain.Detection;

/// <summary>
/// The parties an account dealt with most recently: when last, and in how many months each way. Exact for those it holds; the least
/// recently seen are handed out when room is needed, and kept by the store. Part of one account's state, changed in place: a copy is not
/// another memory.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public struct PartyMemory
{
    /// <summary>Parties held: a household's regular ones are a dozen, a shop's suppliers a few more; 24 bytes each.</summary>
    public const int Capacity = 32;

    private const int FirstRoom = 6;

    private Entry[]? _entries;
    private byte _count;

    /// <summary>Number of parties held.</summary>
    public readonly int Count => _count;

    /// <summary>Latest booking with the party in UTC ticks; 0 when it is not held.</summary>
    public readonly long LastSeen(long party)
    {
        var index = Find(party);
        return index < 0 ? 0 : _entries![index].LastSeen;
    }

    /// <summary>
    /// In how many distinct calendar months before <paramref name="month"/> the party was seen in the same direction, counting up to 255.
    /// </summary>
    public readonly int MonthsBefore(long party, bool credit, int month) => Look(party, credit, month).Months;

    /// <summary><see cref="LastSeen"/> and <see cref="MonthsBefore"/> at one look.</summary>
    public readonly (long LastSeen, int Months) Look(long party, bool credit, int month)
    {
        var index = Find(party);
        if (index < 0) return default;
        ref readonly var entry = ref _entries![index];
        var (months, last) = credit ? (entry.CreditMonths, entry.LastCreditMonth) : (entry.DebitMonths, entry.LastDebitMonth);
        return (entry.LastSeen, last >= month && months > 0 ? months - 1 : months);
    }

    /// <summary>
    /// Takes a booking with a party in.
    /// </summary>
    /// <param name="party">The party; not 0.</param>
    /// <param name="at">UTC ticks; never before an earlier call's.</param>
    /// <param name="credit">Direction.</param>
    /// <param name="month">Month number, year × 12 + month; one before the latest with the party counts as the latest.</param>
    /// <returns>The party that had to be dropped and its latest booking; <c>null</c> when none had to be.</returns>
    public (long Party, long LastSeen)? Touch(long party, long at, bool credit, int month)
    {
        (long, long)? dropped = null;
        var index = Find(party);
        if (index < 0)
        {
            if (_count == Capacity) dropped = DropOldest();
            Rooms.ForOneMore(ref _entries, _count, FirstRoom, Capacity);
            index = _count++;
            _entries![index] = new Entry { Party = party };
        }

        ref var entry = ref _entries![index];
        entry.LastSeen = Math.Max(at, entry.LastSeen);
        if (credit && entry.LastCreditMonth < month)
        {
            entry.LastCreditMonth = (ushort)month;
            if (entry.CreditMonths < byte.MaxValue) entry.CreditMonths++;
        }
        else if (!credit && entry.LastDebitMonth < month)
        {
            entry.LastDebitMonth = (ushort)month;
            if (entry.DebitMonths < byte.MaxValue) entry.DebitMonths++;
        }

        return dropped;
    }

    internal readonly void Prefetch() => CacheLines.Prefetch(_entries, 0, _count);

    internal readonly void Encode(ByteWriter writer)
    {
        writer.Unsigned((ulong)_count);
        foreach (ref readonly var entry in _entries.AsSpan(0, _count))
        {
            writer.Fixed64(entry.Party);
            writer.Signed(entry.LastSeen);
            writer.Unsigned(entry.LastCreditMonth);
            writer.Unsigned(entry.LastDebitMonth);
            writer.Byte(entry.CreditMonths);
            writer.Byte(entry.DebitMonths);
        }
    }

    internal static PartyMemory Decode(ref ByteReader reader)
    {
        var memory = new PartyMemory { _count = (byte)reader.Count(Capacity) };
        if (memory._count == 0) return memory;
        memory._entries = new Entry[Rooms.For(memory._count, FirstRoom, Capacity)];
        for (var i = 0; i < memory._count; i++)
        {
            memory._entries[i] = new Entry
            {
                Party = reader.Fixed64(),
                LastSeen = reader.Signed(),
                LastCreditMonth = reader.Month(),
                LastDebitMonth = reader.Month(),
                CreditMonths = reader.Byte(),
                DebitMonths = reader.Byte(),
            };
        }

        return memory;
    }

    private readonly int Find(long party)
    {
        var entries = _entries.AsSpan(0, _count);
        for (var i = 0; i < entries.Length; i++)
        {
            if (entries[i].Party == party) return i;
        }

        return -1;
    }

    private (long Party, long LastSeen) DropOldest()
    {
        var oldest = 0;
        for (var i = 1; i < _count; i++)
        {
            ref readonly var entry = ref _entries![i];
            ref readonly var best = ref _entries[oldest];
            // Equal times are told apart by the party, so that every replay drops the same one.
            if (entry.LastSeen < best.LastSeen || (entry.LastSeen == best.LastSeen && entry.Party < best.Party)) oldest = i;
        }

        var dropped = (_entries![oldest].Party, _entries[oldest].LastSeen);
        _entries[oldest] = _entries[--_count];
        return dropped;
    }

    private struct Entry
    {
        public long Party;
        public long LastSeen;
        public ushort LastCreditMonth;
        public ushort LastDebitMonth;
        public byte CreditMonths;
        public byte DebitMonths;
    }
}
