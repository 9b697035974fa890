namespace Monitoring.Models.Simulation;

/// <summary>What can be planted.</summary>
public enum PatternKind
{
    /// <summary>M1: large money in and out again at once.</summary>
    RapidRoundTrip,

    /// <summary>Money through several accounts and back to where it started.</summary>
    Ring,

    /// <summary>M2: in at once, out in pieces.</summary>
    LumpInPiecemealOut,

    /// <summary>M3: in by pieces, out at once.</summary>
    PiecemealInLumpOut,

    /// <summary>S1: a dormant account suddenly moves large money.</summary>
    DormantThenSudden,

    /// <summary>S3: a large transfer with a party never seen before.</summary>
    UnrelatedCounterparty,

    /// <summary>S4: a walk-in account, at once large in and out.</summary>
    SelfOpenedThenLarge,

    /// <summary>F1: movements that leave the day's end unchanged.</summary>
    FlatBalance,

    /// <summary>F2: a company's account at zero, or without any posting.</summary>
    ZeroOrEmpty,

    /// <summary>B1: the source's own running balance is off from some posting on.</summary>
    BalanceBreak,

    /// <summary>B2: a deposit account below zero.</summary>
    Overdrawn,

    /// <summary>D1: a teller posts by hand to an account of his own or of a relative.</summary>
    SelfDealing,

    /// <summary>Many accounts of the bank pay one, which passes it on.</summary>
    FanIn,

    /// <summary>One account pays many accounts of the bank, which draw it in cash.</summary>
    FanOut,

    /// <summary>Cash paid in just beneath the reporting threshold, again and again.</summary>
    Structuring,
}
