using System.Numerics;
using System.Runtime.InteropServices;
using Monitoring.Domain.Codec;
using Monitoring.Domain.Ledger;

namespace Monitoring.Domain.Detection;

/// <summary>
/// How large an account's postings usually are: counts by month and by size class (four classes an octave) over twelve months. The 95th
/// percentile it gives is the upper bound of a class, at most a quarter above the true one, and the same on every replay.
/// Part of one account's state, changed in place: a copy is not another habit.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public struct AmountHabit
{
    /// <summary>Months that count, the current one included.</summary>
    public const int Months = 12;

    private const int FirstRoom = 12;
    private const int Classes = 256;
    private const int Percent = 95;
    private const ulong CountMask = 0xFF_FFFF_FFFF;

    // An entry is month (16 bits), class (8 bits), count (40 bits); months never decrease along the array.
    private ulong[]? _entries;
    private int _count;

    /// <summary>Number of postings in the months that count, as of the latest.</summary>
    public readonly long Postings => Before(0, default, 0).Postings;

    /// <summary>Takes a posting in.</summary>
    /// <param name="amount">Minor units, positive.</param>
    /// <param name="month">Month number, year × 12 + month; a month before the latest is taken for the latest.</param>
    public void Add(long amount, int month)
    {
        if (_count > 0) month = Math.Max(month, MonthOf(_entries![_count - 1]));
        Expire(month);
        var key = KeyOf(month, ClassOf(amount));
        var entries = _entries.AsSpan(0, _count);
        for (var i = entries.Length - 1; i >= 0 && MonthOf(entries[i]) == month; i--)
        {
            if (entries[i] >> 40 != key >> 40) continue;
            entries[i]++;
            return;
        }

        Rooms.ForOneMore(ref _entries, _count, FirstRoom)[_count++] = key | 1;
    }

    /// <summary>Takes a reversed posting out, when its month still counts.</summary>
    /// <param name="amount">Minor units, positive.</param>
    /// <param name="month">Month of its business date; of a late posting the latest month with its class is taken.</param>
    public void Remove(long amount, int month)
    {
        if (_count == 0 || month <= MonthOf(_entries![_count - 1]) - Months) return;
        var sizeClass = ClassOf(amount);
        var found = -1;
        for (var i = _count - 1; i >= 0; i--)
        {
            if (ClassOf(_entries![i]) != sizeClass) continue;
            if (found < 0 || MonthOf(_entries[i]) == month) found = i;
        }

        if (found >= 0 && CountOf(--_entries![found]) == 0) RemoveAt(found);
    }

    /// <summary>The 95th percentile of the amounts, minor units; 0 when there are none.</summary>
    public readonly long Percentile95() => Before(0, default, 0).Percentile95;

    /// <summary>
    /// The habit that a posting is compared with: of the months that count, without what was large in the windows just now. Otherwise the
    /// first two large ones of a new pattern would already pass for the account's habit.
    /// </summary>
    /// <param name="month">Month number of the posting, year × 12 + month; the latest when that is later.</param>
    /// <param name="recent">The windows.</param>
    /// <param name="from">Event time from which the windows count, UTC ticks.</param>
    public readonly (long Postings, long Percentile95) Before(int month, in RecentPostings recent, long from)
    {
        Span<long> classes = stackalloc long[Classes];
        classes.Clear();
        var (first, last) = (Classes, 0);
        foreach (var entry in _entries.AsSpan(0, _count))
        {
            if (MonthOf(entry) <= month - Months) continue;
            var sizeClass = ClassOf(entry);
            classes[sizeClass] += CountOf(entry);
            (first, last) = (Math.Min(first, sizeClass), Math.Max(last, sizeClass));
        }

        if (first > last) return default;
        for (var i = recent.LargeCount > 0 ? recent.Count - 1 : -1; i >= 0 && recent[i].At >= from; i--)
        {
            if (!recent[i].IsLarge) continue;
            ref var same = ref classes[ClassOf(Math.Abs(recent[i].Amount))];
            if (same > 0) same--;
        }

        return PercentileOf(classes, first, last);
    }

    internal readonly void Prefetch() => CacheLines.Prefetch(_entries, 0, _count);

    internal readonly void Encode(ByteWriter writer)
    {
        writer.Unsigned((ulong)_count);
        foreach (var entry in _entries.AsSpan(0, _count))
        {
            writer.Unsigned((ulong)MonthOf(entry));
            writer.Byte((byte)ClassOf(entry));
            writer.Unsigned((ulong)CountOf(entry));
        }
    }

    internal static AmountHabit Decode(ref ByteReader reader)
    {
        var habit = new AmountHabit { _count = reader.Count() };
        if (habit._count == 0) return habit;
        habit._entries = new ulong[Rooms.For(habit._count, FirstRoom)];
        for (var i = 0; i < habit._count; i++)
        {
            var key = KeyOf(reader.Month(), reader.Byte());
            var count = reader.Unsigned();
            if (count > CountMask) throw new FormatException($"{count} postings are too many.");
            habit._entries[i] = key | count;
        }

        return habit;
    }

    /// <summary>Size class of an amount: exponent of two and the next two bits.</summary>
    internal static int ClassOf(long amount)
    {
        if (amount < 4) return (int)amount;
        var exponent = BitOperations.Log2((ulong)amount);
        return (exponent * 4) + (int)((amount >> (exponent - 2)) & 3);
    }

    /// <summary>Largest amount of a class.</summary>
    internal static long UpperBound(int sizeClass)
    {
        if (sizeClass < 8) return sizeClass;
        var (exponent, part) = (sizeClass / 4, sizeClass % 4);
        return (long)(((UInt128)(5 + part) << (exponent - 2)) - 1);
    }

    /// <summary>Counts of the classes from <paramref name="first"/> to <paramref name="last"/>; the others are empty.</summary>
    private static (long Postings, long Percentile95) PercentileOf(ReadOnlySpan<long> classes, int first, int last)
    {
        long total = 0, seen = 0;
        for (var i = first; i <= last; i++)
        {
            total += classes[i];
        }

        var wanted = ((total * Percent) + 99) / 100;
        for (var i = first; i <= last && total > 0; i++)
        {
            seen += classes[i];
            if (seen >= wanted) return (total, UpperBound(i));
        }

        return (0, 0);
    }

    private void Expire(int month)
    {
        var expired = 0;
        while (expired < _count && MonthOf(_entries![expired]) <= month - Months) expired++;
        if (expired == 0) return;
        _entries.AsSpan(expired, _count - expired).CopyTo(_entries);
        _count -= expired;
    }

    private void RemoveAt(int index)
    {
        _entries.AsSpan(index + 1, _count - index - 1).CopyTo(_entries.AsSpan(index));
        _count--;
    }

    private static ulong KeyOf(int month, int sizeClass) => ((ulong)month << 48) | ((ulong)sizeClass << 40);

    private static int MonthOf(ulong entry) => (int)(entry >> 48);

    private static int ClassOf(ulong entry) => (int)(entry >> 40) & 0xFF;

    private static long CountOf(ulong entry) => (long)(entry & CountMask);
}
