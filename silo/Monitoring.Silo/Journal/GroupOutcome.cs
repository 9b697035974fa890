namespace Monitoring.Silo.Journal;

/// <summary>How the attempt to write a group ended.</summary>
internal enum GroupOutcome
{
    /// <summary>Durable.</summary>
    Committed,

    /// <summary>Nothing written; some commits must be dropped.</summary>
    Conflicted,

    /// <summary>Nothing written.</summary>
    Unavailable,

    /// <summary>Written or not.</summary>
    Unknown,
}
