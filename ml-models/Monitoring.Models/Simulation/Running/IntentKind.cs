namespace Monitoring.Models.Simulation;

/// <summary>What is meant to happen; amounts of the later kinds are known only when it does.</summary>
internal enum IntentKind : byte
{
    /// <summary>One posting, the other side outside the bank.</summary>
    Single,

    /// <summary>From one account of the bank to another, both sides booked.</summary>
    Transfer,

    /// <summary>A share of the balance: <see cref="Intent.Amount"/> in millionths.</summary>
    Interest,

    /// <summary>Undoes <see cref="Intent.Target"/>.</summary>
    Reversal,

    /// <summary>A debit of all there is.</summary>
    Drain,

    /// <summary>A debit of all there is and <see cref="Intent.Amount"/> more.</summary>
    Overdraw,

    /// <summary>A posting after which the source's balance is off by <see cref="Intent.Extra"/>.</summary>
    Break,

    /// <summary>Books nothing; ends a case.</summary>
    Mark,

    /// <summary>Fills a cash machine from the reserve.</summary>
    Refill,
}
