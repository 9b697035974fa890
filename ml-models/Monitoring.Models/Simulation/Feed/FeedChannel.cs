namespace Monitoring.Models.Simulation;

/// <summary>Where a posting came from; the feed format's names are these in lower case.</summary>
public enum FeedChannel
{
    /// <summary>By hand at a branch; such postings name their teller.</summary>
    Counter,

    /// <summary>Cash machine.</summary>
    Atm,

    /// <summary>Card at a merchant.</summary>
    Pos,

    /// <summary>Internet or mobile banking.</summary>
    Online,

    /// <summary>Payment system.</summary>
    Transfer,

    /// <summary>Payroll and other bulk runs.</summary>
    Batch,

    /// <summary>Clearing of another network.</summary>
    Clearing,

    /// <summary>Interest paid or charged by the bank.</summary>
    Interest,

    /// <summary>Fee charged by the bank.</summary>
    Fee,
}
