namespace Monitoring.Models.Simulation;

/// <summary>How a planted case hides.</summary>
[Flags]
public enum Disguise
{
    /// <summary>Not at all: the plain form of the pattern.</summary>
    None = 0,

    /// <summary>Booked at several branches.</summary>
    OverBranches = 1,

    /// <summary>Stretched over weeks, beyond the windows of the rules.</summary>
    OverWeeks = 2,

    /// <summary>Each amount stays beneath the limit for large amounts.</summary>
    BeneathLimits = 4,

    /// <summary>Part of the money stays, so that totals do not meet.</summary>
    PartKept = 8,

    /// <summary>Mixed with the account's ordinary life at ordinary hours and odd amounts.</summary>
    OddAmounts = 16,

    /// <summary>At night.</summary>
    AtNight = 32,

    /// <summary>Through an account whose tie to the teller nobody declared.</summary>
    StrawMan = 64,
}
