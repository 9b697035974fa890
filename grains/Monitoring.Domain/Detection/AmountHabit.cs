using System.Numerics;
using Monitoring.Domain.Codec;

namespace Monitoring.Domain.Detection;

/// <summary>
/// How large an account's postings usually are: counts by month and by size class (four classes an octave) over twelve months. The 95th
/// percentile it gives is the upper bound of a class, at most a quarter above the true one, and the same on every replay.
/// </summary>
public sealed class AmountHabit
{
    /// <summary>Months that count, the current one included.</summary>
    public const int Months = 12;

    private const int InitialRoom = 4;
    private const int Percent = 95;
    private const ulong CountMask = 0xFF_FFFF_FFFF;

    // An entry is month (16 bits), class (8 bits), count (40 bits); months never decrease along the array.
    private ulong[] _entries = [];
    private int _count;

    /// <summary>Number of postings in the months that count, as of the latest.</summary>
    public long Postings => Before(0, null, 0).Postings;

    /// <summary>Takes a posting in.</summary>
    /// <param name="amount">Minor units, positive.</param>
    /// <param name="month">Month number, year × 12 + month; a month before the latest is taken for the latest.</param>
    public void Add(long amount, int month)
    {
        if (_count > 0) month = Math.Max(month, MonthOf(_entries[_count - 1]));
        Expire(month);
        var key = KeyOf(month, ClassOf(amount));
        for (var i = _count - 1; i >= 0 && MonthOf(_entries[i]) == month; i--)
        {
            if (_entries[i] >> 40 != key >> 40) continue;
            _entries[i]++;
            return;
        }

        if (_count == _entries.Length) Array.Resize(ref _entries, Math.Max(InitialRoom, _count * 2));
        _entries[_count++] = key | 1;
    }

    /// <summary>Takes a reversed posting out, when its month still counts.</summary>
    /// <param name="amount">Minor units, positive.</param>
    /// <param name="month">Month of its business date; of a late posting the latest month with its class is taken.</param>
    public void Remove(long amount, int month)
    {
        if (_count == 0 || month <= MonthOf(_entries[_count - 1]) - Months) return;
        var sizeClass = ClassOf(amount);
        var found = -1;
        for (var i = _count - 1; i >= 0; i--)
        {
            if (ClassOf(_entries[i]) != sizeClass) continue;
            if (found < 0 || MonthOf(_entries[i]) == month) found = i;
        }

        if (found >= 0 && CountOf(--_entries[found]) == 0) RemoveAt(found);
    }

    /// <summary>The 95th percentile of the amounts, minor units; 0 when there are none.</summary>
    public long Percentile95() => Before(0, null, 0).Percentile95;

    /// <summary>
    /// The habit that a posting is compared with: of the months that count, without what was large in the windows just now. Otherwise the
    /// first two large ones of a new pattern would already pass for the account's habit.
    /// </summary>
    /// <param name="month">Month number of the posting, year × 12 + month; the latest when that is later.</param>
    /// <param name="recent">The windows.</param>
    /// <param name="from">Event time from which the windows count, UTC ticks.</param>
    public (long Postings, long Percentile95) Before(int month, RecentPostings? recent, long from)
    {
        Span<long> classes = stackalloc long[256];
        classes.Clear();
        foreach (var entry in _entries.AsSpan(0, _count))
        {
            if (MonthOf(entry) > month - Months) classes[ClassOf(entry)] += CountOf(entry);
        }

        for (var i = (recent?.Count ?? 0) - 1; i >= 0 && recent![i].At >= from; i--)
        {
            if (!recent[i].IsLarge) continue;
            ref var same = ref classes[ClassOf(Math.Abs(recent[i].Amount))];
            if (same > 0) same--;
        }

        return PercentileOf(classes);
    }

    internal void Encode(ByteWriter writer)
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
        habit._entries = new ulong[habit._count];
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

    private static (long Postings, long Percentile95) PercentileOf(ReadOnlySpan<long> classes)
    {
        long total = 0, seen = 0;
        foreach (var count in classes)
        {
            total += count;
        }

        var wanted = ((total * Percent) + 99) / 100;
        for (var i = 0; i < classes.Length && total > 0; i++)
        {
            seen += classes[i];
            if (seen >= wanted) return (total, UpperBound(i));
        }

        return (0, 0);
    }

    private void Expire(int month)
    {
        var expired = 0;
        while (expired < _count && MonthOf(_entries[expired]) <= month - Months) expired++;
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
