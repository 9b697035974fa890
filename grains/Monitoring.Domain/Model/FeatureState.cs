using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Codec;
using Monitoring.Domain.Detection;

namespace Monitoring.Domain.Model;

/// <summary>
/// What the features need to know of an account: a few blocks of time and the latest credits, some 400 bytes for an ordinary account and
/// about 1,200 at the most. Each posting is taken in O(1), on event time, from the event alone; see <see cref="FeatureSchema"/> for what is
/// kept how long.
/// </summary>
public sealed class FeatureState
{
    /// <summary>Months in which a party must have been seen for its movements to be a habit here; not the rules' parameter, which may change.</summary>
    internal const int HabitMonths = 2;

    /// <summary>Blocks of three hours in a day.</summary>
    private const int BlocksOfDay = 8;

    /// <summary>Days in the window of five days.</summary>
    private const int Days = 5;

    /// <summary>Blocks of five days in the window of 30 days.</summary>
    internal const int Mixes = 6;

    /// <summary>Days over which the usual balance forgets half and more.</summary>
    private const double BalanceMemoryDays = 30;

    private const long BlockTicks = 3 * TimeSpan.TicksPerHour;
    private const long SilenceHorizon = 30 * TimeSpan.TicksPerDay;
    private const int NightFrom = 22;
    private const int NightUntil = 6;
    private const long RoundMajorUnits = 1_000;

    private FlowBucket[] _blocks = [];
    private FlowBucket[] _days = [];
    private MixBucket[] _mixes = [];
    private byte _blockCount;
    private byte _dayCount;
    private byte _mixCount;
    private CreditLots _lots;
    private UsualFlow _usual;
    private LastPosting _last;
    private int _silenceHours;
    private long _silenceEnded;

    /// <summary>Balance that usually stood between movements, minor units.</summary>
    internal double UsualBalance { get; private set; }

    /// <summary>Longest silence that ended within 30 days, hours.</summary>
    internal int LongestSilenceHours => _silenceHours;

    internal ref readonly UsualFlow Usual => ref _usual;

    internal ref readonly LastPosting Last => ref _last;

    internal ReadOnlySpan<FlowBucket> Blocks => _blocks.AsSpan(0, _blockCount);

    internal ReadOnlySpan<FlowBucket> DayBuckets => _days.AsSpan(0, _dayCount);

    internal ReadOnlySpan<MixBucket> MixBuckets => _mixes.AsSpan(0, _mixCount);

    /// <summary>Takes a customer-initiated posting in.</summary>
    internal void Take(in FeaturePosting taken)
    {
        var posting = taken.Posting;
        var signed = posting.SignedAmount;
        // Blocks follow the sender's clock; they never go backwards, whatever its offsets.
        var local = taken.At + (taken.OffsetMinutes * TimeSpan.TicksPerMinute);
        var day = KeyOf(_days, _dayCount, local / TimeSpan.TicksPerDay);
        Buckets.At(ref _blocks, ref _blockCount, KeyOf(_blocks, _blockCount, local / BlockTicks), BlocksOfDay).Add(signed);
        Buckets.At(ref _days, ref _dayCount, day, Days).Add(signed);
        var block = KeyOf(_mixes, _mixCount, day / Days);
        if (_mixCount == 0) _usual.Start(block);
        else if (_mixes[_mixCount - 1].Key != block) _usual.Advance(block - Mixes, MixBuckets);
        ref var mix = ref Buckets.At(ref _mixes, ref _mixCount, block, Mixes);
        AddTo(ref mix, taken, signed);
        if (signed > 0) _lots.Credit(signed, taken.At, taken.Party);
        else _lots.Debit(-signed, taken.At, taken.Party, ref mix);
        _last = LastPosting.Of(taken, TakeSilence(taken), IsNight(posting));
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
        TakeOut(_blocks.AsSpan(0, _blockCount), (int)(local / BlockTicks), signed);
        TakeOut(_days.AsSpan(0, _dayCount), (int)(local / TimeSpan.TicksPerDay), signed);
        var first = (int)(local / TimeSpan.TicksPerDay / Days);
        var isRound = IsRound(Math.Abs(signed), currency);
        for (var i = 0; i < _mixCount; i++)
        {
            if (_mixes[i].Key >= first && _mixes[i].TryTakeOut(signed, isRound)) break;
        }

        if (signed > 0) _lots.TakeOut(signed);
    }

    internal void Encode(ByteWriter writer)
    {
        writer.Byte(_blockCount);
        foreach (ref readonly var bucket in Blocks) bucket.Encode(writer);
        writer.Byte(_dayCount);
        foreach (ref readonly var bucket in DayBuckets) bucket.Encode(writer);
        writer.Byte(_mixCount);
        foreach (ref readonly var bucket in MixBuckets) bucket.Encode(writer);
        _lots.Encode(writer);
        _usual.Encode(writer);
        _last.Encode(writer);
        writer.Signed(_silenceHours);
        writer.Signed(_silenceEnded);
        writer.Fixed64(BitConverter.DoubleToInt64Bits(UsualBalance));
    }

    internal static FeatureState Decode(ref ByteReader reader)
    {
        var state = new FeatureState();
        state._blocks = new FlowBucket[reader.Count(BlocksOfDay)];
        state._blockCount = (byte)state._blocks.Length;
        foreach (ref var bucket in state._blocks.AsSpan()) bucket = FlowBucket.Decode(ref reader);
        state._days = new FlowBucket[reader.Count(Days)];
        state._dayCount = (byte)state._days.Length;
        foreach (ref var bucket in state._days.AsSpan()) bucket = FlowBucket.Decode(ref reader);
        state._mixes = new MixBucket[reader.Count(Mixes)];
        state._mixCount = (byte)state._mixes.Length;
        foreach (ref var bucket in state._mixes.AsSpan()) bucket = MixBucket.Decode(ref reader);
        state._lots = CreditLots.Decode(ref reader);
        state._usual = UsualFlow.Decode(ref reader);
        state._last = LastPosting.Decode(ref reader);
        state._silenceHours = reader.Int32();
        state._silenceEnded = reader.Signed();
        state.UsualBalance = BitConverter.Int64BitsToDouble(reader.Fixed64());
        return state;
    }

    private static void AddTo(ref MixBucket mix, in FeaturePosting taken, long signed)
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
        Sums.Increment(ref mix.Night, IsNight(posting));
        Sums.Increment(ref mix.Round, IsRound(posting.Amount, posting.Currency));
        Sums.Increment(ref mix.Beneath, taken.BeneathLimit);
        Sums.Increment(ref mix.Counter, posting.Channel == Channel.Counter);
        Sums.Increment(ref mix.CashMachine, posting.Channel == Channel.Atm);
        Sums.Increment(ref mix.Remote, posting.Channel is Channel.Online or Channel.Transfer);
        Sums.Increment(ref mix.Away, taken.Away);
    }

    private static void TakeOut(Span<FlowBucket> buckets, int first, long signed)
    {
        foreach (ref var bucket in buckets)
        {
            if (bucket.Key >= first && bucket.TryTakeOut(signed)) return;
        }
    }

    private static int KeyOf<T>(T[] buckets, byte count, long key)
        where T : struct, IBucket => count == 0 ? (int)key : Math.Max((int)key, buckets[count - 1].Key);

    private static bool IsNight(Posting posting) => posting.BookedAt.Hour is >= NightFrom or < NightUntil;

    private static bool IsRound(long amount, string currency)
    {
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
        UsualBalance = _last.At == 0
            ? taken.BalanceBefore
            : UsualBalance + ((taken.BalanceBefore - UsualBalance) * (days / (BalanceMemoryDays + days)));
        return hours;
    }
}
