namespace Monitoring.Models.Simulation;

/// <summary>Kinds of customer accounts in the feed format.</summary>
public enum FeedAccountKind
{
    /// <summary>Current account of a company.</summary>
    CorporateCurrent,

    /// <summary>Savings account of a person.</summary>
    PersonalSavings,

    /// <summary>Loan: normally negative.</summary>
    Loan,

    /// <summary>A member's share in the cooperative.</summary>
    ShareCapital,

    /// <summary>The bank's own.</summary>
    Internal,
}
