namespace Monitoring.Contracts.Alert;

/// <summary>Where an alert stands. Stored: numbers are append-only.</summary>
public enum AlertState : byte
{
    /// <summary>Nobody took it yet.</summary>
    Open = 1,

    /// <summary>Someone has seen it.</summary>
    Acknowledged = 2,

    /// <summary>Someone works on it.</summary>
    Investigating = 3,

    /// <summary>Closing was proposed; a second person decides.</summary>
    CloseProposed = 4,

    /// <summary>Done; the outcome says how.</summary>
    Closed = 5,
}
