namespace Monitoring.Models.Simulation;

/// <summary>All patterns, by kind.</summary>
internal static class PatternBook
{
    private static readonly Pattern[] All =
    [
        new RapidRoundTripPattern(), new RingPattern(), new LumpInPiecemealOutPattern(), new PiecemealInLumpOutPattern(),
        new DormantThenSuddenPattern(), new UnrelatedCounterpartyPattern(), new SelfOpenedThenLargePattern(), new FlatBalancePattern(),
        new ZeroOrEmptyPattern(), new BalanceBreakPattern(), new OverdrawnPattern(), new SelfDealingPattern(),
        new FanInPattern(), new FanOutPattern(), new StructuringPattern(),
    ];

    public static Pattern Of(PatternKind kind) => All.Single(pattern => pattern.Kind == kind);
}
