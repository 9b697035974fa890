namespace Monitoring.Contracts.Alert;

/// <summary>What happened to an alert. Stored and sent: numbers are append-only.</summary>
public enum AlertChangeKind : byte
{
    /// <summary>Raised.</summary>
    Raised = 1,

    /// <summary>The rule fired again while it was open; evidence was added.</summary>
    Grown = 2,

    /// <summary>Seen by someone.</summary>
    Acknowledged = 3,

    /// <summary>Given to someone.</summary>
    Assigned = 4,

    /// <summary>Raised to the next level, by hand or by time.</summary>
    Escalated = 5,

    /// <summary>Closing proposed.</summary>
    CloseProposed = 6,

    /// <summary>Closing refused by the second person; back to work.</summary>
    CloseRefused = 7,

    /// <summary>Closed.</summary>
    Closed = 8,

    /// <summary>Evidence was reversed, the rest still stands.</summary>
    EvidenceReversed = 9,
}
