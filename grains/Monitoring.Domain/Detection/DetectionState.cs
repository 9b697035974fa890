using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Grain;
using Monitoring.Domain.Codec;
using Monitoring.Domain.Ledger;
using Monitoring.Domain.Model;

namespace Monitoring.Domain.Detection;

/// <summary>
/// What the rules remember of an account. Part of one account's state, changed in place: a copy is not another memory. What nearly every
/// customer's account has lies in here, so that a posting finds it together.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public struct DetectionState
{
    private RareMemory? _rare;
    private RecentPostings _recent;
    private PartyMemory _parties;
    private AmountHabit _amounts;
    private FeatureState _features;
    private DayEnd _lastEnd;
    private long _balanceDifference;
    private Parts _parts;

    [Flags]
    private enum Parts : byte
    {
        None = 0,
        Recent = 1,
        Parties = 2,
        Amounts = 4,
        Features = 8,
        // Of a snapshot only.
        Score = 16,
        // In memory only.
        DayEnd = 128,
    }

    /// <summary>Movements in the windows.</summary>
    [UnscopedRef]
    public readonly ref readonly RecentPostings Recent => ref _recent;

    /// <summary>Parties of the account.</summary>
    [UnscopedRef]
    public readonly ref readonly PartyMemory Parties => ref _parties;

    /// <summary>Sizes of its postings.</summary>
    [UnscopedRef]
    public readonly ref readonly AmountHabit Amounts => ref _amounts;

    /// <summary>What the model's features need to know.</summary>
    [UnscopedRef]
    public readonly ref readonly FeatureState Features => ref _features;

    /// <summary>Whether <see cref="Features"/> ever took a posting in.</summary>
    public readonly bool HasFeatures => (_parts & Parts.Features) != 0;

    /// <summary>The model's score as last recorded.</summary>
    public readonly ModelScore? Score => _rare?.Score;

    /// <summary>First large credit within the days after opening (S4); sequence 0 for none.</summary>
    public readonly EvidenceItem OpeningCredit => _rare?.OpeningCredit ?? default;

    /// <summary>First large debit within the days after opening (S4); sequence 0 for none.</summary>
    public readonly EvidenceItem OpeningDebit => _rare?.OpeningDebit ?? default;

    /// <summary>Our balance less the source's, as last compared, minor units.</summary>
    public long BalanceDifference
    {
        readonly get => _balanceDifference;
        internal set => _balanceDifference = value;
    }

    /// <summary>Number of <see cref="DayEnds"/>.</summary>
    public readonly int DayEndCount => (_parts & Parts.DayEnd) == 0 ? 0 : 1 + (_rare?.EarlierEnds?.Count ?? 0);

    /// <summary>Ends of the last active days, oldest first: a run that ended with the same balance.</summary>
    public readonly IReadOnlyList<DayEnd> DayEnds => (_parts & Parts.DayEnd) == 0 ? [] : [.. _rare?.EarlierEnds ?? [], _lastEnd];

    /// <summary>Alerts that are not closed, in the order they were raised.</summary>
    public readonly IReadOnlyList<AlertRecord> Open => (IReadOnlyList<AlertRecord>?)_rare?.Open ?? [];

    /// <summary>The open alert of a rule.</summary>
    public readonly AlertRecord? OpenOf(AlertRule rule)
    {
        if (_rare?.Open is not { } open) return null;
        foreach (var alert in open)
        {
            if (alert.Rule == rule) return alert;
        }

        return null;
    }

    /// <summary>Whether a rule among <paramref name="first"/> to <paramref name="last"/> has an open alert.</summary>
    public readonly bool HasOpenOf(AlertRule first, AlertRule last)
    {
        if (_rare?.Open is not { } open) return false;
        foreach (var alert in open)
        {
            if (alert.Rule >= first && alert.Rule <= last) return true;
        }

        return false;
    }

    /// <summary>Whether a rule is silent at an event time (UTC ticks), its last alert having been closed not long before.</summary>
    public readonly bool IsSilent(AlertRule rule, long at) => _rare?.SilentUntil is { } silent && silent.TryGetValue(rule, out var until) && at <= until;

    /// <summary>What lies outside of this value and a posting looks at is needed soon.</summary>
    internal readonly void Prefetch()
    {
        _parties.Prefetch();
        _recent.Prefetch();
        _amounts.Prefetch();
        _features.Prefetch();
    }

    /// <summary>Takes an alert as it stands now.</summary>
    internal void Put(AlertRecord alert) => UseRare().Put(alert);

    /// <summary>Takes a score as it was recorded.</summary>
    internal void Put(ModelScore score) => UseRare().Score = score;

    /// <summary>Keeps the first large movement each way in the days after opening.</summary>
    internal void PutOpening(EvidenceItem item)
    {
        if (item.Amount > 0) UseRare().OpeningCredit = item;
        else UseRare().OpeningDebit = item;
    }

    /// <summary>Takes a movement into the windows.</summary>
    internal void Take(in RecentPosting movement)
    {
        _parts |= Parts.Recent;
        _recent.Add(movement);
    }

    /// <summary>Takes the size of a posting in; see <see cref="AmountHabit.Add"/>.</summary>
    internal void Take(long amount, int month)
    {
        _parts |= Parts.Amounts;
        _amounts.Add(amount, month);
    }

    /// <summary>Takes a posting into the features' memory.</summary>
    internal void Take(in FeaturePosting posting)
    {
        _parts |= Parts.Features;
        _features.Take(posting);
    }

    /// <summary>Takes a booking with a party in; see <see cref="PartyMemory.Touch"/>.</summary>
    internal (long Party, long LastSeen)? Touch(long party, long at, bool credit, int month)
    {
        _parts |= Parts.Parties;
        return _parties.Touch(party, at, credit, month);
    }

    /// <summary>Takes a reversed posting out of all that remembers it.</summary>
    internal void TakeOut(Posting reversal, ReversedPosting target)
    {
        var at = _recent.Remove(target.Sequence);
        _features.TakeOut(-reversal.SignedAmount, reversal.Currency, at, target.BusinessDate);
        _rare?.Remove(target.Sequence);
        _amounts.Remove(reversal.Amount, LedgerState.MonthNumber(target.BusinessDate));
    }

    /// <summary>Records how an active day ended; of a day that was closed before, the later end counts.</summary>
    internal void EndDay(DayEnd end)
    {
        if (DayEndCount > 0 && _lastEnd.Day == end.Day) DropLastEnd();
        var earlier = _rare?.EarlierEnds;
        // Only a run of equal ends matters; what stands before the last change of balance is forgotten.
        if (DayEndCount > 0 && _lastEnd.Balance == end.Balance)
        {
            earlier = UseRare().EarlierEnds ??= [];
            earlier.Add(_lastEnd);
            if (earlier.Count == FlatBalanceParameters.ActiveDaysMax) earlier.RemoveAt(0);
        }
        else
        {
            earlier?.Clear();
        }

        (_lastEnd, _parts) = (end, _parts | Parts.DayEnd);
    }

    internal readonly void Encode(ByteWriter writer)
    {
        writer.Byte((byte)((_parts & ~Parts.DayEnd) | (Score is null ? Parts.None : Parts.Score)));
        if ((_parts & Parts.Recent) != 0) _recent.Encode(writer);
        if ((_parts & Parts.Parties) != 0) _parties.Encode(writer);
        if ((_parts & Parts.Amounts) != 0) _amounts.Encode(writer);
        EncodeItem(writer, OpeningCredit);
        EncodeItem(writer, OpeningDebit);
        writer.Signed(BalanceDifference);
        writer.Unsigned((ulong)DayEndCount);
        foreach (var end in DayEnds)
        {
            writer.Signed(end.Day);
            writer.Signed(end.Balance);
            writer.Signed(end.Sequence);
        }

        writer.Unsigned((ulong)(_rare?.SilentUntil?.Count ?? 0));
        foreach (var (rule, until) in _rare?.SilentUntil ?? [])
        {
            writer.Byte((byte)rule);
            writer.Signed(until);
        }

        writer.Unsigned((ulong)Open.Count);
        foreach (var alert in Open)
        {
            AlertCodec.Encode(writer, alert);
        }

        if ((_parts & Parts.Features) != 0) _features.Encode(writer);
        if (Score is not { } score) return;
        writer.Fixed64(BitConverter.DoubleToInt64Bits(score.Value));
        writer.Text(score.Version);
    }

    internal static DetectionState Decode(ref ByteReader reader)
    {
        var parts = (Parts)reader.Byte();
        var state = new DetectionState { _parts = parts & (Parts.Recent | Parts.Parties | Parts.Amounts | Parts.Features) };
        if ((parts & Parts.Recent) != 0) state._recent = RecentPostings.Decode(ref reader);
        if ((parts & Parts.Parties) != 0) state._parties = PartyMemory.Decode(ref reader);
        if ((parts & Parts.Amounts) != 0) state._amounts = AmountHabit.Decode(ref reader);
        var (credit, debit) = (DecodeItem(ref reader), DecodeItem(ref reader));
        if (credit != default) state.UseRare().OpeningCredit = credit;
        if (debit != default) state.UseRare().OpeningDebit = debit;
        state.BalanceDifference = reader.Signed();
        for (var left = reader.Unsigned(); left > 0; left--)
        {
            state.EndDay(new DayEnd(reader.Int32(), reader.Signed(), reader.Signed()));
        }

        for (var left = reader.Unsigned(); left > 0; left--)
        {
            state.UseRare().Silence((AlertRule)reader.Byte(), reader.Signed());
        }

        for (var left = reader.Unsigned(); left > 0; left--)
        {
            (state.UseRare().Open ??= []).Add(AlertCodec.Decode(ref reader));
        }

        if ((parts & Parts.Features) != 0) state._features = FeatureState.Decode(ref reader);
        if ((parts & Parts.Score) != 0) state.Put(new ModelScore(BitConverter.Int64BitsToDouble(reader.Fixed64()), reader.RequiredText()));
        return state;
    }

    private RareMemory UseRare() => _rare ??= new RareMemory();

    private void DropLastEnd()
    {
        if (_rare?.EarlierEnds is not { Count: > 0 } earlier)
        {
            (_lastEnd, _parts) = (default, _parts & ~Parts.DayEnd);
            return;
        }

        _lastEnd = earlier[^1];
        earlier.RemoveAt(earlier.Count - 1);
    }

    private static void EncodeItem(ByteWriter writer, EvidenceItem item)
    {
        writer.Signed(item.Sequence);
        writer.Signed(item.Amount);
    }

    private static EvidenceItem DecodeItem(ref ByteReader reader) => new(reader.Signed(), reader.Signed());
}
