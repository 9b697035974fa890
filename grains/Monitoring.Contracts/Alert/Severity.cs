namespace Monitoring.Contracts.Alert;

/// <summary>How urgent an alert is; ordered. Stored: numbers are append-only.</summary>
public enum Severity : byte
{
    /// <summary>Five business days.</summary>
    Low = 1,

    /// <summary>One business day.</summary>
    Medium = 2,

    /// <summary>Four hours.</summary>
    High = 3,

    /// <summary>One hour.</summary>
    Critical = 4,
}
