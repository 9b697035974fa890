using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Ledger;

namespace Monitoring.Domain.Detection;

/// <summary>
/// Parameters of all rules, as configuration gives them under <c>Detection:&lt;Rule&gt;:&lt;Parameter&gt;</c>. Read-only once validated;
/// an alert carries the <see cref="Version"/> that was in force. Source of the defaults: the bank's own rules.
/// </summary>
public sealed class DetectionParameters
{
    /// <summary>Number of this set; grows with every approved change.</summary>
    public int Version { get; init; } = 1;

    /// <summary>When an amount is large.</summary>
    public LargeParameters Large { get; init; } = new();

    /// <summary>When a recurring party is a habit.</summary>
    public HabitParameters Habit { get; init; } = new();

    /// <summary>M1.</summary>
    public RapidRoundTripParameters RapidRoundTrip { get; init; } = new();

    /// <summary>M2.</summary>
    public PiecemealParameters LumpInPiecemealOut { get; init; } = new();

    /// <summary>M3.</summary>
    public PiecemealParameters PiecemealInLumpOut { get; init; } = new();

    /// <summary>S1.</summary>
    public DormantParameters DormantThenSudden { get; init; } = new();

    /// <summary>S3.</summary>
    public UnrelatedCounterpartyParameters UnrelatedCounterparty { get; init; } = new();

    /// <summary>S4.</summary>
    public SelfOpenedParameters SelfOpenedThenLarge { get; init; } = new();

    /// <summary>F1.</summary>
    public FlatBalanceParameters FlatBalance { get; init; } = new();

    /// <summary>F2.</summary>
    public RuleParameters ZeroOrEmpty { get; init; } = new() { Severity = Severity.Low };

    /// <summary>B1.</summary>
    public RuleParameters BalanceBreak { get; init; } = new() { Severity = Severity.High };

    /// <summary>B2.</summary>
    public RuleParameters Overdrawn { get; init; } = new() { Severity = Severity.Medium };

    /// <summary>D1.</summary>
    public RuleParameters SelfDealing { get; init; } = new() { Severity = Severity.High };

    /// <summary>L1; its threshold belongs to the model.</summary>
    public RuleParameters Model { get; init; } = new() { Severity = Severity.Medium };

    /// <summary>Time limits by severity.</summary>
    public TimeLimitParameters TimeLimits { get; init; } = new();

    /// <summary>Common parameters of a rule that is decided here.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rule is not decided on postings or days.</exception>
    public RuleParameters Of(AlertRule rule) => rule switch
    {
        AlertRule.RapidRoundTrip => RapidRoundTrip,
        AlertRule.LumpInPiecemealOut => LumpInPiecemealOut,
        AlertRule.PiecemealInLumpOut => PiecemealInLumpOut,
        AlertRule.DormantThenSudden => DormantThenSudden,
        AlertRule.UnrelatedCounterparty => UnrelatedCounterparty,
        AlertRule.SelfOpenedThenLarge => SelfOpenedThenLarge,
        AlertRule.FlatBalance => FlatBalance,
        AlertRule.ZeroOrEmpty => ZeroOrEmpty,
        AlertRule.BalanceBreak => BalanceBreak,
        AlertRule.Overdrawn => Overdrawn,
        AlertRule.SelfDealing => SelfDealing,
        AlertRule.Model => Model,
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "The rule has no parameters here."),
    };

    /// <summary>Every violated bound, as <c>Detection:Rule:Parameter: why</c>; empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        Large.Validate(errors);
        Habit.Validate(errors);
        RapidRoundTrip.Validate(nameof(RapidRoundTrip), errors);
        LumpInPiecemealOut.Validate(nameof(LumpInPiecemealOut), errors);
        PiecemealInLumpOut.Validate(nameof(PiecemealInLumpOut), errors);
        DormantThenSudden.Validate(nameof(DormantThenSudden), errors);
        UnrelatedCounterparty.Validate(nameof(UnrelatedCounterparty), errors);
        SelfOpenedThenLarge.Validate(nameof(SelfOpenedThenLarge), errors);
        FlatBalance.Validate(nameof(FlatBalance), errors);
        ZeroOrEmpty.Validate(nameof(ZeroOrEmpty), errors);
        BalanceBreak.Validate(nameof(BalanceBreak), errors);
        Overdrawn.Validate(nameof(Overdrawn), errors);
        SelfDealing.Validate(nameof(SelfDealing), errors);
        Model.Validate(nameof(Model), errors);
        TimeLimits.Validate(errors);
        return errors;
    }
}
