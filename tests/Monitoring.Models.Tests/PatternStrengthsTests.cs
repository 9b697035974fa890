using Monitoring.Models.Simulation;

namespace Monitoring.Models.Tests;

public sealed class PatternStrengthsTests
{
    public static TheoryData<string> Dimensions => [.. Bands(PatternStrengths.Training).Keys];

    [Theory]
    [MemberData(nameof(Dimensions))]
    public void Evaluation_has_no_value_of_a_dimension_that_training_has(string dimension)
    {
        var training = Bands(PatternStrengths.Training)[dimension];
        var evaluation = Bands(PatternStrengths.Evaluation)[dimension];

        Assert.All(training, one => Assert.DoesNotContain(evaluation, other => one.Low <= other.High && other.Low <= one.High));
        Assert.True(
            evaluation.Min(band => band.Low) < training.Min(band => band.Low)
            || evaluation.Max(band => band.High) > training.Max(band => band.High));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Cases_have_the_strengths_asked_for_and_half_of_them_hide(bool isEvaluation)
    {
        var strengths = isEvaluation ? PatternStrengths.Evaluation : PatternStrengths.Training;
        var cases = new GatheredRun(Small(strengths)).Cases;

        Assert.InRange(cases.Count(planted => planted.Disguise != Disguise.None) * 100 / cases.Count, 30, 70);
        Assert.All(cases, planted =>
        {
            var shape = Assert.NotNull(planted.Shape);
            bool isBeneath = (planted.Disguise & Disguise.BeneathLimits) != 0;
            bool isPart = (planted.Disguise & Disguise.PartKept) != 0;
            Assert.Contains(strengths.Legs, band => band.Contains(shape.Legs));
            Assert.Contains(isBeneath ? strengths.Beneath : strengths.Amount, band => band.Contains(shape.AmountPermille));
            Assert.Contains(strengths.Span, band => band.Contains(shape.SpanPermille));
            Assert.Contains(isPart ? strengths.PartKept : strengths.Kept, band => band.Contains(shape.KeptPermille));
        });
    }

    [Fact]
    public void The_main_account_comes_first_and_helpers_have_their_roles()
    {
        var cases = new GatheredRun(Small(PatternStrengths.Training)).Cases;

        Assert.All(cases, planted =>
        {
            Assert.Equal(planted.Accounts.Count, planted.Roles.Count);
            Assert.Equal(CaseRole.Main, planted.Roles[0]);
            Assert.DoesNotContain(CaseRole.Main, planted.Roles.Skip(1));
        });
        Assert.All(cases.Where(planted => planted.Pattern == PatternKind.FanIn), planted => Assert.Contains(CaseRole.Feeder, planted.Roles));
        Assert.All(cases.Where(planted => planted.Pattern == PatternKind.FanOut), planted => Assert.Contains(CaseRole.Drawer, planted.Roles));
        Assert.All(cases.Where(planted => planted.Pattern == PatternKind.Ring), planted => Assert.Contains(CaseRole.RingMember, planted.Roles));
    }

    [Fact]
    public void Strengths_out_of_range_are_refused()
    {
        var strengths = PatternStrengths.Training with { PartKept = [new StrengthBand(300, 200)] };
        var options = Small(strengths);

        var refused = Assert.Throws<SimulationOptionsException>(() => new Simulator(options));

        Assert.Contains("PartKept", refused.Message, StringComparison.Ordinal);
    }

    private static SimulationOptions Small(PatternStrengths strengths)
    {
        var options = SimulationPresets.Training(3);
        return options with { Accounts = 1_500, Days = 200, Patterns = options.Patterns with { CasesPerKind = 6, Strengths = strengths } };
    }

    private static Dictionary<string, IReadOnlyList<StrengthBand>> Bands(PatternStrengths strengths) => new()
    {
        ["legs"] = strengths.Legs,
        ["amount"] = strengths.Amount,
        ["beneath"] = strengths.Beneath,
        ["span"] = strengths.Span,
        ["kept"] = strengths.Kept,
        ["part kept"] = strengths.PartKept,
    };
}
