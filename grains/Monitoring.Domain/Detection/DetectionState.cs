using Monitoring.Contracts.Alert;
using Monitoring.Domain.Codec;
using Monitoring.Domain.Model;

namespace Monitoring.Domain.Detection;

/// <summary>What the rules remember of an account; parts come into being when first needed.</summary>
public sealed class DetectionState
{
    private List<DayEnd>? _dayEnds;
    private List<AlertRecord>? _open;
    private SortedDictionary<AlertRule, long>? _silentUntil;

    /// <summary>Movements in the windows.</summary>
    public RecentPostings? Recent { get; private set; }

    /// <summary>Parties of the account.</summary>
    public PartyMemory? Parties { get; private set; }

    /// <summary>Sizes of its postings.</summary>
    public AmountHabit? Amounts { get; private set; }

    /// <summary>What the model's features need to know.</summary>
    public FeatureState? Features { get; private set; }

    /// <summary>The model's score as last recorded.</summary>
    public ModelScore? Score { get; internal set; }

    /// <summary>First large credit within the days after opening (S4); sequence 0 for none.</summary>
    public EvidenceItem OpeningCredit { get; set; }

    /// <summary>First large debit within the days after opening (S4); sequence 0 for none.</summary>
    public EvidenceItem OpeningDebit { get; set; }

    /// <summary>Our balance less the source's, as last compared, minor units.</summary>
    public long BalanceDifference { get; set; }

    /// <summary>Ends of the last active days, oldest first.</summary>
    public IReadOnlyList<DayEnd> DayEnds => (IReadOnlyList<DayEnd>?)_dayEnds ?? [];

    /// <summary>Alerts that are not closed, in the order they were raised.</summary>
    public IReadOnlyList<AlertRecord> Open => (IReadOnlyList<AlertRecord>?)_open ?? [];

    /// <summary>The windows, made when first needed.</summary>
    public RecentPostings UseRecent() => Recent ??= new RecentPostings();

    /// <summary>The parties, made when first needed.</summary>
    public PartyMemory UseParties() => Parties ??= new PartyMemory();

    /// <summary>The sizes, made when first needed.</summary>
    public AmountHabit UseAmounts() => Amounts ??= new AmountHabit();

    /// <summary>The features' memory, made when first needed.</summary>
    public FeatureState UseFeatures() => Features ??= new FeatureState();

    /// <summary>The open alert of a rule.</summary>
    public AlertRecord? OpenOf(AlertRule rule)
    {
        foreach (var alert in Open)
        {
            if (alert.Rule == rule) return alert;
        }

        return null;
    }

    /// <summary>Whether a rule is silent at an event time (UTC ticks), its last alert having been closed not long before.</summary>
    public bool IsSilent(AlertRule rule, long at) => _silentUntil is not null && _silentUntil.TryGetValue(rule, out var until) && at <= until;

    /// <summary>Takes an alert as it stands now.</summary>
    public void Put(AlertRecord alert)
    {
        _open ??= [];
        var index = _open.FindIndex(open => open.Id == alert.Id);
        if (index >= 0) _open.RemoveAt(index);
        if (alert.IsOpen) _open.Insert(index >= 0 ? index : _open.Count, alert);
        if (_open.Count == 0) _open = null;
        if (alert.SilentUntil is { } until) Silence(alert.Rule, until.UtcTicks);
    }

    /// <summary>Records how an active day ended; of a day that was closed before, the later end counts.</summary>
    public void EndDay(DayEnd end)
    {
        _dayEnds ??= [];
        if (_dayEnds.Count > 0 && _dayEnds[^1].Day == end.Day) _dayEnds.RemoveAt(_dayEnds.Count - 1);
        _dayEnds.Add(end);
        if (_dayEnds.Count > FlatBalanceParameters.ActiveDaysMax) _dayEnds.RemoveAt(0);
        // Only a run of equal ends matters; what stands before the last change of balance is forgotten.
        var first = _dayEnds.FindLastIndex(day => day.Balance != end.Balance) + 1;
        _dayEnds.RemoveRange(0, first);
    }

    private void Silence(AlertRule rule, long until) => (_silentUntil ??= [])[rule] = until;

    internal void Encode(ByteWriter writer)
    {
        writer.Byte((byte)((Recent is null ? 0 : 1) | (Parties is null ? 0 : 2) | (Amounts is null ? 0 : 4) | (Features is null ? 0 : 8) | (Score is null ? 0 : 16)));
        Recent?.Encode(writer);
        Parties?.Encode(writer);
        Amounts?.Encode(writer);
        EncodeItem(writer, OpeningCredit);
        EncodeItem(writer, OpeningDebit);
        writer.Signed(BalanceDifference);
        writer.Unsigned((ulong)DayEnds.Count);
        foreach (var end in DayEnds)
        {
            writer.Signed(end.Day);
            writer.Signed(end.Balance);
            writer.Signed(end.Sequence);
        }

        writer.Unsigned((ulong)(_silentUntil?.Count ?? 0));
        foreach (var (rule, until) in _silentUntil ?? [])
        {
            writer.Byte((byte)rule);
            writer.Signed(until);
        }

        writer.Unsigned((ulong)Open.Count);
        foreach (var alert in Open)
        {
            AlertCodec.Encode(writer, alert);
        }

        Features?.Encode(writer);
        if (Score is null) return;
        writer.Fixed64(BitConverter.DoubleToInt64Bits(Score.Value));
        writer.Text(Score.Version);
    }

    internal static DetectionState Decode(ref ByteReader reader)
    {
        var state = new DetectionState();
        var parts = reader.Byte();
        if ((parts & 1) != 0) state.Recent = RecentPostings.Decode(ref reader);
        if ((parts & 2) != 0) state.Parties = PartyMemory.Decode(ref reader);
        if ((parts & 4) != 0) state.Amounts = AmountHabit.Decode(ref reader);
        state.OpeningCredit = DecodeItem(ref reader);
        state.OpeningDebit = DecodeItem(ref reader);
        state.BalanceDifference = reader.Signed();
        for (var left = reader.Unsigned(); left > 0; left--)
        {
            (state._dayEnds ??= []).Add(new DayEnd(reader.Int32(), reader.Signed(), reader.Signed()));
        }

        for (var left = reader.Unsigned(); left > 0; left--)
        {
            state.Silence((AlertRule)reader.Byte(), reader.Signed());
        }

        for (var left = reader.Unsigned(); left > 0; left--)
        {
            (state._open ??= []).Add(AlertCodec.Decode(ref reader));
        }

        if ((parts & 8) != 0) state.Features = FeatureState.Decode(ref reader);
        if ((parts & 16) != 0) state.Score = new ModelScore(BitConverter.Int64BitsToDouble(reader.Fixed64()), reader.RequiredText());

        return state;
    }

    private static void EncodeItem(ByteWriter writer, EvidenceItem item)
    {
        writer.Signed(item.Sequence);
        writer.Signed(item.Amount);
    }

    private static EvidenceItem DecodeItem(ref ByteReader reader) => new(reader.Signed(), reader.Signed());
}
