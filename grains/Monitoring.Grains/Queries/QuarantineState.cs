namespace Monitoring.Grains.Queries;

/// <summary>Where a quarantined line stands. Stored: numbers are append-only.</summary>
public enum QuarantineState : byte
{
    /// <summary>Waits to be mended.</summary>
    Open = 1,

    /// <summary>Sent again, mended or as it was, and taken.</summary>
    Resubmitted = 2,
}
