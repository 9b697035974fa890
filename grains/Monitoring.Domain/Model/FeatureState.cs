using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Codec;
using Monitoring.Domain.Detection;
using Monitoring.Domain.Ledger;

namespace Monitoring.Domain.Model;

/// <summary>
/// What the features need to know of an account: a few blocks of time and the latest credits, some 600 bytes for an ordinary account and
/// about 1,200 at the most. Each posting is taken in O(1), on event time, from the event alone; see <see cref="FeatureSchema"/> for what is
/// kept how long. Part of one account's state, changed in place: a copy is not another memory.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public struct FeatureState
{
    /// <summary>Months in which a party must have been seen for its movements to be a habit here; not the rules' parameter, which may change.</summary>
    internal const int HabitMonths = 2;

    /// <summary>Days in a block of <see cref="MixBuckets"/>.</summary>
    private const int DaysOfMix = 5;

    /// <summary>Blocks of five days in the window of 30 days.</summary>
    internal const int Mixes = 6;

    /// <summary>Days over which the usual balance forgets half and more.</summary>
    private const double BalanceMemoryDays = 30;

    private const int FirstMixes = 3;
    private const long SilenceHorizon = 30 * TimeSpan.TicksPerDay;
    private const int NightFrom = 22;
    private const int NightUntil = 6;
    private const long RoundMajorUnits = 1_000;

    private MixBucket[]? _mixes;
    private FlowWindows _flows;
    private CreditLots _lots;
    private UsualFlow _usual;
    private LastPosting _last;
    private double _usualBalance;
    private long _silenceEnded;
    private int _silenceHours;
    private byte _mixCount;

    /// <summary>Balance that usually stood between movements, minor units.</summary>
    internal readonly double UsualBalance => _usualBalance;

    /// <summary>Longest silence that ended within 30 days, hours.</summary>
    internal readonly int LongestSilenceHours => _silenceHours;

    [UnscopedRef]
    internal readonly ref readonly UsualFlow Usual => ref _usual;

    [UnscopedRef]
    internal readonly ref readonly LastPosting Last => ref _last;

    internal readonly ReadOnlySpan<FlowBucket> Blocks => _flows.Blocks;

    internal readonly ReadOnlySpan<FlowBucket> DayBuckets => _flows.Days;

    internal readonly ReadOnlySpan<MixBucket> MixBuckets => _mixes.AsSpan(0, _mixCount);

    /// <summary>Takes a customer-initiated posting in.</summary>
    internal void Take(in FeaturePosting taken)
    {
        var posting = taken.Posting;
        var signed = posting.SignedAmount;
        // Blocks follow the sender's clock; they never go backwards, whatever its offsets.
        var local = taken.At + (taken.OffsetMinutes * TimeSpan.TicksPerMinute);
        var day = _flows.Add(local, signed);
        var block = Buckets.KeyOf(_mixes.AsSpan(0, _mixCount), day / DaysOfMix);
        if (_mixCount == 0) _usual.Start(block);
        else if (_mixes![_mixCount - 1].Key != block) _usual.Advance(block - Mixes, MixBuckets);
        ref var mix = ref Buckets.At(ref _mixes, ref _mixCount, block, Mixes, FirstMixes);
        var night = IsNight(posting);
        AddTo(ref mix, taken, signed, night);
        if (signed > 0) _lots.Credit(signed, taken.At, taken.Party);
        else _lots.Debit(-signed, taken.At, taken.Party, ref mix);
        _last = LastPosting.Of(taken, TakeSilence(taken), night);
    }

    /// <summary>Takes a reversed posting out of the windows that still hold it.</summary>
    /// <param name="signed">The target's amount with the sign of its effect, minor units.</param>
    /// <param name="currency">Its currency.</param>
    /// <param name="at">Its event time, UTC ticks; 0 when not known any more.</param>
    /// <param name="date">Its business date, from which the first block that can hold it is taken then.</param>
    internal void TakeOut(long signed, string currency, long at, DateOnly date)
    {
        // A business day begins on the evening before.
        var local = at != 0 ? at + (_last.OffsetMinutes * TimeSpan.TicksPerMinute) : (date.DayNumber - 1L) * TimeSpan.TicksPerDay;
        _flows.TakeOut(local, signed);
        var first = (int)(local / TimeSpan.TicksPerDay / DaysOfMix);
        var isRound = IsRound(Math.Abs(signed), currency);
        for (var i = 0; i < _mixCount; i++)
        {
            if (_mixes![i].Key >= first && _mixes[i].TryTakeOut(signed, isRound)) break;
        }

        if (signed > 0) _lots.TakeOut(signed);
    }

    internal readonly void Prefetch()
    {
        if (_mixCount > 0) CacheLines.Prefetch(_mixes, _mixCount - 1, 1);
        _flows.Prefetch();
    }

    internal readonly void Encode(ByteWriter writer)
    {
        _flows.Encode(writer);
        writer.Byte(_mixCount);
        foreach (ref readonly var bucket in MixBuckets) bucket.Encode(writer);
        _lots.Encode(writer);
        _usual.Encode(writer);
        _last.Encode(writer);
        writer.Signed(_silenceHours);
        writer.Signed(_silenceEnded);
        writer.Fixed64(BitConverter.DoubleToInt64Bits(_usualBalance));
    }

    internal static FeatureState Decode(ref ByteReader reader)
    {
        var state = new FeatureState { _flows = FlowWindows.Decode(ref reader), _mixCount = (byte)reader.Count(Mixes) };
        if (state._mixCount > 0) state._mixes = new MixBucket[Rooms.For(state._mixCount, FirstMixes, Mixes)];
        foreach (ref var bucket in state._mixes.AsSpan(0, state._mixCount)) bucket = MixBucket.Decode(ref reader);
        state._lots = CreditLots.Decode(ref reader);
        state._usual = UsualFlow.Decode(ref reader);
        state._last = LastPosting.Decode(ref reader);
        state._silenceHours = reader.Int32();
        state._silenceEnded = reader.Signed();
        state._usualBalance = BitConverter.Int64BitsToDouble(reader.Fixed64());
        return state;
    }

    private static void AddTo(ref MixBucket mix, in FeaturePosting taken, long signed, bool night)
    {
        var posting = taken.Posting;
        var isNew = taken.Party != 0 && !taken.PartyKnown;
        var cell = taken.Party == 0 ? 0 : 1UL << (int)(unchecked((ulong)taken.Party * 0x9E3779B97F4A7C15UL) >> 58);
        if (signed > 0)
        {
            mix.In = Sums.Add(mix.In, signed);
            Sums.Increment(ref mix.InCount);
            Sums.Increment(ref mix.NewIn, isNew);
            mix.PartiesIn |= cell;
        }
        else
        {
            mix.Out = Sums.Add(mix.Out, -signed);
            Sums.Increment(ref mix.OutCount);
            Sums.Increment(ref mix.NewOut, isNew);
            mix.PartiesOut |= cell;
        }

        if (taken.PartyMonths >= HabitMonths) mix.Habit = Sums.Add(mix.Habit, posting.Amount);
        if (posting.Branch is { } branch) mix.Branches |= (ushort)(1 << (int)((unchecked((ulong)PartyHash.OfId(branch) * 0x9E3779B97F4A7C15UL)) >> 60));
        Sums.Increment(ref mix.Night, night);
        Sums.Increment(ref mix.Round, IsRound(posting.Amount, posting.Currency));
        Sums.Increment(ref mix.Beneath, taken.BeneathLimit);
        Sums.Increment(ref mix.Counter, posting.Channel == Channel.Counter);
        Sums.Increment(ref mix.CashMachine, posting.Channel == Channel.Atm);
        Sums.Increment(ref mix.Remote, posting.Channel is Channel.Online or Channel.Transfer);
        Sums.Increment(ref mix.Away, taken.Away);
    }

    private static bool IsNight(Posting posting) => posting.BookedAt.Hour is >= NightFrom or < NightUntil;

    private static bool IsRound(long amount, string currency)
    {
        // Most amounts are not even round in minor units: of those the currency's digits need not be looked up.
        if (amount % RoundMajorUnits != 0) return false;
        var unit = RoundMajorUnits;
        for (var digits = Currencies.MinorDigitsOf(currency); digits > 0; digits--) unit *= 10;
        return amount % unit == 0;
    }

    /// <summary>Silence before a posting, hours.</summary>
    private int TakeSilence(in FeaturePosting taken)
    {
        var ticks = taken.Before == 0 ? 0 : Math.Max(0, taken.At - taken.Before);
        var hours = (int)(ticks / TimeSpan.TicksPerHour);
        if (hours >= _silenceHours || taken.At - _silenceEnded > SilenceHorizon) (_silenceHours, _silenceEnded) = (hours, taken.At);
        var days = (double)ticks / TimeSpan.TicksPerDay;
        _usualBalance = _last.At == 0
            ? taken.BalanceBefore
            : _usualBalance + ((taken.BalanceBefore - _usualBalance) * (days / (BalanceMemoryDays + days)));
        return hours;
    }
}
