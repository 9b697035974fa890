using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Detection;

namespace Monitoring.Domain.Tests.Detection;

public sealed class DetectionParametersTests
{
    /// <summary>A set with one bound violated, and the parameter that is named.</summary>
    public static TheoryData<DetectionParameters, string> Wrong => new()
    {
        { new() { Large = new() { Personal = 0 } }, "Large:Personal" },
        { new() { Large = new() { Corporate = -1 } }, "Large:Corporate" },
        { new() { Large = new() { HabitFactor = 0 } }, "Large:HabitFactor" },
        { new() { Large = new() { HabitPostingsMin = 0 } }, "Large:HabitPostingsMin" },
        { new() { Large = new() { PersonalByCurrency = { ["XXY"] = 5 } } }, "Large:XXY" },
        { new() { Large = new() { CorporateByCurrency = { ["USD"] = 0 } } }, "Large:USD" },
        { new() { Habit = new() { MonthsMin = 0 } }, "Habit:MonthsMin" },
        { new() { Habit = new() { MonthsMin = 61 } }, "Habit:MonthsMin" },
        { new() { RapidRoundTrip = new() { WindowDays = 0 } }, "RapidRoundTrip:WindowDays" },
        { new() { RapidRoundTrip = new() { WindowDays = 11 } }, "RapidRoundTrip:WindowDays" },
        { new() { RapidRoundTrip = new() { CountMin = 0 } }, "RapidRoundTrip:CountMin" },
        { new() { RapidRoundTrip = new() { GapPercentMax = 101 } }, "RapidRoundTrip:GapPercentMax" },
        { new() { RapidRoundTrip = new() { WindowDays = 1, ReturnHours = 25 } }, "RapidRoundTrip:ReturnHours" },
        { new() { RapidRoundTrip = new() { Severity = 0 } }, "RapidRoundTrip:Severity" },
        { new() { RapidRoundTrip = new() { Severity = (Severity)5 } }, "RapidRoundTrip:Severity" },
        { new() { RapidRoundTrip = new() { CooldownDays = -1 } }, "RapidRoundTrip:CooldownDays" },
        { new() { LumpInPiecemealOut = new() { PiecesMin = 1 } }, "LumpInPiecemealOut:PiecesMin" },
        { new() { LumpInPiecemealOut = new() { SharePercentMax = 89 } }, "LumpInPiecemealOut:SharePercentMax" },
        { new() { PiecemealInLumpOut = new() { SharePercentMin = 0 } }, "PiecemealInLumpOut:SharePercentMin" },
        { new() { PiecemealInLumpOut = new() { PiecePercentMax = 101 } }, "PiecemealInLumpOut:PiecePercentMax" },
        { new() { DormantThenSudden = new() { DormantDays = 0 } }, "DormantThenSudden:DormantDays" },
        { new() { UnrelatedCounterparty = new() { SeenDays = 0 } }, "UnrelatedCounterparty:SeenDays" },
        { new() { UnrelatedCounterparty = new() { HistoryDays = -1 } }, "UnrelatedCounterparty:HistoryDays" },
        { new() { SelfOpenedThenLarge = new() { OpenedDays = 3_661 } }, "SelfOpenedThenLarge:OpenedDays" },
        { new() { FlatBalance = new() { ActiveDays = 1 } }, "FlatBalance:ActiveDays" },
        { new() { FlatBalance = new() { ActiveDays = 32 } }, "FlatBalance:ActiveDays" },
        { new() { ZeroOrEmpty = new() { CooldownDays = 3_661 } }, "ZeroOrEmpty:CooldownDays" },
        { new() { BalanceBreak = new() { Severity = (Severity)9 } }, "BalanceBreak:Severity" },
        { new() { Overdrawn = new() { CooldownDays = -5 } }, "Overdrawn:CooldownDays" },
        { new() { SelfDealing = new() { CooldownDays = -5 } }, "SelfDealing:CooldownDays" },
        { new() { TimeLimits = new() { CriticalHours = 0 } }, "TimeLimits:CriticalHours" },
        { new() { TimeLimits = new() { HighHours = 745 } }, "TimeLimits:HighHours" },
        { new() { TimeLimits = new() { MediumBusinessDays = 0 } }, "TimeLimits:MediumBusinessDays" },
        { new() { TimeLimits = new() { LowBusinessDays = 367 } }, "TimeLimits:LowBusinessDays" },
    };

    [Fact]
    public void The_defaults_are_valid() => Assert.Empty(new DetectionParameters().Validate());

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_violated_bound_is_named_with_its_key(DetectionParameters parameters, string name) =>
        Assert.Contains(parameters.Validate(), error => error.StartsWith($"Detection:{name}: ", StringComparison.Ordinal));

    [Theory]
    [InlineData(AlertRule.RapidRoundTrip, Severity.High)]
    [InlineData(AlertRule.LumpInPiecemealOut, Severity.Medium)]
    [InlineData(AlertRule.PiecemealInLumpOut, Severity.Medium)]
    [InlineData(AlertRule.DormantThenSudden, Severity.High)]
    [InlineData(AlertRule.UnrelatedCounterparty, Severity.Medium)]
    [InlineData(AlertRule.SelfOpenedThenLarge, Severity.High)]
    [InlineData(AlertRule.FlatBalance, Severity.Low)]
    [InlineData(AlertRule.ZeroOrEmpty, Severity.Low)]
    [InlineData(AlertRule.BalanceBreak, Severity.High)]
    [InlineData(AlertRule.Overdrawn, Severity.Medium)]
    [InlineData(AlertRule.SelfDealing, Severity.High)]
    public void Default_severities_are_the_banks(AlertRule rule, Severity severity) =>
        Assert.Equal(severity, new DetectionParameters().Of(rule).Severity);

    [Fact]
    public void A_limit_of_a_currency_wins_over_the_general_one()
    {
        var large = new LargeParameters { PersonalByCurrency = { ["USD"] = 7 }, CorporateByCurrency = { ["USD"] = 8 } };

        Assert.Equal((7, 5_000_000), (large.LimitOf(AccountKind.PersonalSavings, "USD"), large.LimitOf(AccountKind.PersonalSavings, "CNY")));
        Assert.Equal((8, 20_000_000), (large.LimitOf(AccountKind.CorporateCurrent, "USD"), large.LimitOf(AccountKind.CorporateCurrent, "CNY")));
    }
}
