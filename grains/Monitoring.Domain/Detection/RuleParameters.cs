using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Ledger;

namespace Monitoring.Domain.Detection;

/// <summary>What every rule has.</summary>
public class RuleParameters
{
    /// <summary>Longest window or cool-down that may be configured, days.</summary>
    public const int DaysMax = 3_660;

    /// <summary>Whether the rule is on.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Severity of its alerts.</summary>
    public Severity Severity { get; init; } = Severity.High;

    /// <summary>Days of event time after closing during which the rule stays silent for the account; default the usual window, 5.</summary>
    public int CooldownDays { get; init; } = 5;

    internal virtual void Validate(string rule, List<string> errors)
    {
        Check(Enum.IsDefined(Severity), rule, nameof(Severity), "must be Low, Medium, High or Critical", errors);
        Range(CooldownDays, 0, DaysMax, rule, nameof(CooldownDays), errors);
    }

    internal static void Range(long value, long min, long max, string rule, string name, List<string> errors) =>
        Check(value >= min && value <= max, rule, name, FormattableString.Invariant($"must be between {min} and {max}, not {value}"), errors);

    internal static void Check(bool holds, string rule, string name, string why, List<string> errors)
    {
        if (!holds) errors.Add($"Detection:{rule}:{name}: {why}");
    }
}

/// <summary>M1 <c>RapidRoundTrip</c>.</summary>
public sealed class RapidRoundTripParameters : RuleParameters
{
    /// <summary>Days the window reaches back.</summary>
    public int WindowDays { get; init; } = 5;

    /// <summary>Large credits, and large debits, wanted in the window.</summary>
    public int CountMin { get; init; } = 2;

    /// <summary>Percent by which the totals may differ.</summary>
    public int GapPercentMax { get; init; } = 10;

    /// <summary>Hours in which one in and one out count when the money returns to the party it came from.</summary>
    public int ReturnHours { get; init; } = 24;

    internal override void Validate(string rule, List<string> errors)
    {
        base.Validate(rule, errors);
        Range(WindowDays, 1, RecentPostings.DaysMax, rule, nameof(WindowDays), errors);
        Range(CountMin, 1, RecentPostings.Capacity / 2, rule, nameof(CountMin), errors);
        Range(GapPercentMax, 0, 100, rule, nameof(GapPercentMax), errors);
        Range(ReturnHours, 1, WindowDays * 24L, rule, nameof(ReturnHours), errors);
    }
}

/// <summary>M2 <c>LumpInPiecemealOut</c> and M3 <c>PiecemealInLumpOut</c>.</summary>
public sealed class PiecemealParameters : RuleParameters
{
    /// <summary>Creates the defaults, of medium severity.</summary>
    public PiecemealParameters()
    {
        Severity = Severity.Medium;
        CooldownDays = 7;
    }

    /// <summary>Days the window reaches back.</summary>
    public int WindowDays { get; init; } = 7;

    /// <summary>Pieces wanted.</summary>
    public int PiecesMin { get; init; } = 5;

    /// <summary>Least share of the lump that the pieces make, percent.</summary>
    public int SharePercentMin { get; init; } = 90;

    /// <summary>Largest share of the lump that the pieces make, percent.</summary>
    public int SharePercentMax { get; init; } = 105;

    /// <summary>Largest share of the lump that one piece may have to count as small, percent.</summary>
    public int PiecePercentMax { get; init; } = 50;

    internal override void Validate(string rule, List<string> errors)
    {
        base.Validate(rule, errors);
        Range(WindowDays, 1, RecentPostings.DaysMax, rule, nameof(WindowDays), errors);
        Range(PiecesMin, 2, RecentPostings.Capacity - 2, rule, nameof(PiecesMin), errors);
        Range(SharePercentMin, 1, 100, rule, nameof(SharePercentMin), errors);
        Range(SharePercentMax, SharePercentMin, 1_000, rule, nameof(SharePercentMax), errors);
        Range(PiecePercentMax, 1, 100, rule, nameof(PiecePercentMax), errors);
    }
}

/// <summary>S1 <c>DormantThenSudden</c>.</summary>
public sealed class DormantParameters : RuleParameters
{
    /// <summary>Days without customer-initiated movement.</summary>
    public int DormantDays { get; init; } = 180;

    internal override void Validate(string rule, List<string> errors)
    {
        base.Validate(rule, errors);
        Range(DormantDays, 1, DaysMax, rule, nameof(DormantDays), errors);
    }
}

/// <summary>S3 <c>UnrelatedCounterparty</c>.</summary>
public sealed class UnrelatedCounterpartyParameters : RuleParameters
{
    /// <summary>Creates the defaults, of medium severity.</summary>
    public UnrelatedCounterpartyParameters() => Severity = Severity.Medium;

    /// <summary>Days in which the party must have been seen.</summary>
    public int SeenDays { get; init; } = 365;

    /// <summary>Days of history the account must have.</summary>
    public int HistoryDays { get; init; } = 90;

    internal override void Validate(string rule, List<string> errors)
    {
        base.Validate(rule, errors);
        Range(SeenDays, 1, DaysMax, rule, nameof(SeenDays), errors);
        Range(HistoryDays, 0, DaysMax, rule, nameof(HistoryDays), errors);
    }
}

/// <summary>S4 <c>SelfOpenedThenLarge</c>.</summary>
public sealed class SelfOpenedParameters : RuleParameters
{
    /// <summary>Days since opening in which large money in and out counts.</summary>
    public int OpenedDays { get; init; } = 30;

    internal override void Validate(string rule, List<string> errors)
    {
        base.Validate(rule, errors);
        Range(OpenedDays, 1, DaysMax, rule, nameof(OpenedDays), errors);
    }
}

/// <summary>F1 <c>FlatBalance</c>.</summary>
public sealed class FlatBalanceParameters : RuleParameters
{
    /// <summary>Active days held at the most.</summary>
    public const int ActiveDaysMax = 31;

    /// <summary>Creates the defaults, of low severity.</summary>
    public FlatBalanceParameters() => Severity = Severity.Low;

    /// <summary>Active days running whose ends must be equal.</summary>
    public int ActiveDays { get; init; } = 3;

    /// <summary>Whether personal accounts are looked at too.</summary>
    public bool Personal { get; init; }

    internal override void Validate(string rule, List<string> errors)
    {
        base.Validate(rule, errors);
        Range(ActiveDays, 2, ActiveDaysMax, rule, nameof(ActiveDays), errors);
    }
}
