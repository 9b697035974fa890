namespace Monitoring.Contracts.Alert;

/// <summary>How an alert was closed. Stored: numbers are append-only.</summary>
public enum AlertOutcome : byte
{
    /// <summary>The suspicion holds.</summary>
    Confirmed = 1,

    /// <summary>A false alarm.</summary>
    FalsePositive = 2,

    /// <summary>Unusual but explained.</summary>
    Explained = 3,

    /// <summary>The postings that made it fire were reversed.</summary>
    ExplainedByReversal = 4,
}
