using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using static Monitoring.Domain.Model.Feature;
using static Monitoring.Domain.Model.FeatureUnit;

namespace Monitoring.Domain.Model;

/// <summary>
/// The features, defined once for live scoring and for training. All are taken after a customer-initiated posting of a customer's deposit
/// account was folded, from that account's postings alone, on event time. Windows: "1 day" is the running block of three hours and the seven
/// before it; "5 days" the running calendar day and the four before; "30 days" the running block of five days and the five before;
/// "10 days" the running block of five days and the one before. Interest and fees count nowhere. A reversal takes its target's amount and
/// count out of the windows that still hold it; shares, parties and silences keep what was seen. Missed receipts are not known to the ledger
/// yet and are left out; a later version adds them.
/// </summary>
public static class FeatureSchema
{
    /// <summary>Version of this list; any change of a feature or its meaning needs another.</summary>
    public const int Version = 1;

    /// <summary>Largest value of logarithmic scales: 2⁶³ minor units with a limit of one is 73.</summary>
    public const float ScaleMax = 80;

    /// <summary>Bound of ratios, both ways.</summary>
    public const float RatioMax = 10;

    /// <summary>All features in the order of the vector.</summary>
    public static IReadOnlyList<FeatureDefinition> All { get; } =
    [
        Of(AmountSize, "amount_size", Size, "amount of this posting"),
        Of(IsCredit, "is_credit", Flag, "this posting is a credit"),
        Of(SizeIn1d, "size_in_1d", Size, "came in within 1 day"),
        Of(SizeOut1d, "size_out_1d", Size, "went out within 1 day"),
        Of(CountIn1d, "count_in_1d", Count, "credits within 1 day"),
        Of(CountOut1d, "count_out_1d", Count, "debits within 1 day"),
        Of(SizeIn5d, "size_in_5d", Size, "came in within 5 days"),
        Of(SizeOut5d, "size_out_5d", Size, "went out within 5 days"),
        Of(CountIn5d, "count_in_5d", Count, "credits within 5 days"),
        Of(CountOut5d, "count_out_5d", Count, "debits within 5 days"),
        Of(SizeIn30d, "size_in_30d", Size, "came in within 30 days"),
        Of(SizeOut30d, "size_out_30d", Size, "went out within 30 days"),
        Of(CountIn30d, "count_in_30d", Count, "credits within 30 days"),
        Of(CountOut30d, "count_out_30d", Count, "debits within 30 days"),
        Of(Turnover30d, "turnover_30d", Size, "came in and went out within 30 days"),
        Of(OutShare1d, "out_share_1d", Share, "part of the day's turnover that went out"),
        Of(OutShare5d, "out_share_5d", Share, "part of 5 days' turnover that went out"),
        Of(OutShare30d, "out_share_30d", Share, "part of 30 days' turnover that went out"),
        Of(Gap1d, "gap_1d", Share, "difference of in and out by the larger, 1 day; 0 is equal, 1 one-sided"),
        Of(Gap5d, "gap_5d", Share, "the same over 5 days"),
        Of(Gap30d, "gap_30d", Share, "the same over 30 days"),
        Of(Left3h, "left_3h", Share, "part of what came in within 10 days that left within 3 hours of coming"),
        Of(Left24h, "left_24h", Share, "the same within 24 hours"),
        Of(Left24h30d, "left_24h_30d", Share, "part of what came in within 30 days that left within 24 hours of coming"),
        Of(ReturnedShare, "returned_share", Share, "part of what came in within 10 days that went back to the party it came from within 5 days"),
        Of(AmountOverUsual, "amount_over_usual", Ratio, "amount by the 95th percentile of the account's 12 months, without what was large just now"),
        Of(UsualPostings, "usual_postings", Count, "postings that make up that percentile"),
        Of(InOverUsual, "in_over_usual", Ratio, "what came in within 30 days by what usually does, before these 30 days"),
        Of(OutOverUsual, "out_over_usual", Ratio, "the same of what went out"),
        Of(In5dOverUsual, "in_5d_over_usual", Ratio, "what came in within 5 days by what usually does"),
        Of(Out5dOverUsual, "out_5d_over_usual", Ratio, "the same of what went out"),
        Of(HistoryLength, "history_length", Count, "blocks of five days of which the usual is made"),
        Of(PartiesIn30d, "parties_in_30d", Count, "parties paying in within 30 days, by a sketch of 64 cells"),
        Of(PartiesOut30d, "parties_out_30d", Count, "parties paid within 30 days, likewise"),
        Of(PartiesIn10d, "parties_in_10d", Count, "parties paying in within 10 days, likewise"),
        Of(PartiesOut10d, "parties_out_10d", Count, "parties paid within 10 days, likewise"),
        Of(NewPartyInShare, "new_party_in_share", Share, "part of 30 days' credits that came from a party not known then"),
        Of(NewPartyOutShare, "new_party_out_share", Share, "part of 30 days' debits that went to a party not known then"),
        Of(PartyIsNew, "party_is_new", Flag, "this posting's party was not among those the account remembers"),
        Of(PartyMonths, "party_months", Count, "earlier calendar months in which this posting's party was seen the same way"),
        Of(HasParty, "has_party", Flag, "this posting names its party"),
        Of(Silence, "silence", Days, "since the customer's last movement before this one; since opening when there was none"),
        Of(LongestSilence30d, "longest_silence_30d", Days, "longest silence that ended within 30 days"),
        Of(Age, "age", Days, "since opening, or since the first posting when the opening is not known"),
        Of(AgeIsKnown, "age_is_known", Flag, "the opening is known"),
        Of(NightShare, "night_share", Share, "part of 30 days' postings booked from 22:00 to 05:59 at the sender's offset"),
        Of(RoundShare, "round_share", Share, "part of 30 days' postings of whole thousands"),
        Of(BeneathLimitShare, "beneath_limit_share", Share, "part of 30 days' postings from 80 % up to just beneath the bank's limit for large"),
        Of(BeneathLimitCount, "beneath_limit_count", Count, "how many they are"),
        Of(CounterShare, "counter_share", Share, "part of 30 days' postings over the counter"),
        Of(CashMachineShare, "cash_machine_share", Share, "part of 30 days' postings at cash machines"),
        Of(RemoteShare, "remote_share", Share, "part of 30 days' postings online or by transfer"),
        Of(HabitShare, "habit_share", Share, "part of 30 days' turnover with parties seen the same way in 2 earlier months or more"),
        Of(BalanceSize, "balance_size", Size, "balance after this posting; 0 when below zero"),
        Of(BalanceKept, "balance_kept", Share, "balance after this posting as part of it and 5 days' outflow together"),
        Of(TurnoverOverBalance, "turnover_over_balance", Ratio, "30 days' turnover by the balance that usually stood between movements"),
        Of(Branches30d, "branches_30d", Count, "branches where postings were booked within 30 days, by a sketch of 16 cells"),
        Of(AwayShare, "away_share", Share, "part of 30 days' postings booked at another branch than the account's"),
        Of(IsCorporate, "is_corporate", Flag, "corporate account"),
        Of(IsWalkIn, "is_walk_in", Flag, "opened by a walk-in"),
        Of(IsOwnTeller, "is_own_teller", Flag, "a teller who owns the account, or is related to it, booked this posting by hand"),
        Of(InMeanSize30d, "in_mean_size_30d", Size, "mean credit within 30 days"),
        Of(OutMeanSize30d, "out_mean_size_30d", Size, "mean debit within 30 days"),
        Of(IsNight, "is_night", Flag, "this posting was booked at night"),
    ];

    /// <summary>Length of a vector.</summary>
    public static int Length { get; } = All.Count;

    /// <summary>SHA-256 over version, names, units, ranges and meanings in order, 64 lower-case hexadecimal digits.</summary>
    public static string Hash { get; } = HashOf();

    /// <summary>The feature of a name; <c>null</c> when there is none.</summary>
    public static FeatureDefinition? Find(string name) => All.FirstOrDefault(definition => definition.Name == name);

    private static FeatureDefinition Of(Feature feature, string name, FeatureUnit unit, string meaning) => unit switch
    {
        Flag or Share => new FeatureDefinition(feature, name, unit, 0, 1, meaning),
        Ratio => new FeatureDefinition(feature, name, unit, -RatioMax, RatioMax, meaning),
        _ => new FeatureDefinition(feature, name, unit, 0, ScaleMax, meaning),
    };

    private static string HashOf()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"features {Version}\n");
        foreach (var one in All)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(int)one.Feature}|{one.Name}|{one.Unit}|{one.Min}|{one.Max}|{one.Meaning}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
