using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Monitoring.Domain.Codec;

namespace Monitoring.Domain.Model;

/// <summary>
/// The latest credits as far as they are not spent, to tell how soon money leaves again and whether to whom it came from. A debit is taken
/// from credits of its own party first, then from the latest ones; only credits of the last five days count. When there is no room the two
/// oldest become one, with time and party of the larger.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct CreditLots
{
    /// <summary>Credits held at the most.</summary>
    private const int Capacity = 6;

    private const long Horizon = 5 * TimeSpan.TicksPerDay;

    private Lots _lots;
    private byte _count;

    public void Credit(long amount, long at, long party)
    {
        DropOld(at);
        if (_count == Capacity) MergeOldest();
        _lots[_count++] = new Lot(amount, at, party);
    }

    /// <summary>Spends an amount; adds what of it came lately, and what went back, to the block's figures.</summary>
    public void Debit(long amount, long at, long party, ref MixBucket mix)
    {
        DropOld(at);
        var left = amount;
        if (party != 0)
        {
            for (var i = _count - 1; i >= 0 && left > 0; i--)
            {
                if (_lots[i].Party != party) continue;
                var taken = Take(i, left, at, ref mix);
                mix.Returned = Sums.Add(mix.Returned, taken);
                left -= taken;
            }
        }

        for (var i = _count - 1; i >= 0 && left > 0; i--)
        {
            left -= Take(i, left, at, ref mix);
        }

        DropSpent();
    }

    /// <summary>Takes a reversed credit out: from the latest credit that holds as much.</summary>
    public void TakeOut(long amount)
    {
        for (var i = _count - 1; i >= 0; i--)
        {
            if (_lots[i].Amount < amount) continue;
            _lots[i] = _lots[i] with { Amount = _lots[i].Amount - amount };
            DropSpent();
            return;
        }
    }

    public readonly void Encode(ByteWriter writer)
    {
        writer.Byte(_count);
        for (var i = 0; i < _count; i++)
        {
            writer.Signed(_lots[i].Amount);
            writer.Signed(_lots[i].At);
            writer.Fixed64(_lots[i].Party);
        }
    }

    public static CreditLots Decode(ref ByteReader reader)
    {
        var lots = default(CreditLots);
        var count = reader.Count(Capacity);
        lots._count = (byte)count;
        for (var i = 0; i < count; i++)
        {
            lots._lots[i] = new Lot(reader.Signed(), reader.Signed(), reader.Fixed64());
        }

        return lots;
    }

    private long Take(int index, long wanted, long at, ref MixBucket mix)
    {
        ref var lot = ref _lots[index];
        var taken = Math.Min(lot.Amount, wanted);
        if (taken == 0) return 0;
        var age = at - lot.At;
        if (age <= 3 * TimeSpan.TicksPerHour) mix.Left3h = Sums.Add(mix.Left3h, taken);
        if (age <= TimeSpan.TicksPerDay) mix.Left24h = Sums.Add(mix.Left24h, taken);
        lot = lot with { Amount = lot.Amount - taken };
        return taken;
    }

    private void MergeOldest()
    {
        var (first, second) = (_lots[0], _lots[1]);
        var larger = first.Amount >= second.Amount ? first : second;
        _lots[1] = larger with { Amount = Sums.Add(first.Amount, second.Amount) };
        RemoveFirst(1);
    }

    private void DropOld(long at)
    {
        var old = 0;
        while (old < _count && _lots[old].At < at - Horizon) old++;
        if (old > 0) RemoveFirst(old);
    }

    private void DropSpent()
    {
        var kept = 0;
        for (var i = 0; i < _count; i++)
        {
            if (_lots[i].Amount > 0) _lots[kept++] = _lots[i];
        }

        _count = (byte)kept;
    }

    private void RemoveFirst(int number)
    {
        Span<Lot> lots = _lots;
        lots[number.._count].CopyTo(lots);
        _count -= (byte)number;
    }

    private readonly record struct Lot(long Amount, long At, long Party);

    [InlineArray(Capacity)]
    private struct Lots
    {
        private Lot _first;
    }
}
