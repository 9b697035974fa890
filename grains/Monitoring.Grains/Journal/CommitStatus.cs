namespace Monitoring.Grains.Journal;

/// <summary>How a commit ended.</summary>
public enum CommitStatus
{
    /// <summary>Durable.</summary>
    Committed,

    /// <summary>
    /// Nothing was written: another activation wrote to this grain's journal, another grain took a posting id, a target was reversed
    /// meanwhile, or the id belongs to a grain of another kind. The grain reloads and decides again.
    /// </summary>
    Conflict,

    /// <summary>Whether it was written is not known. The grain reloads before it answers.</summary>
    Unknown,

    /// <summary>Nothing was written and writing is not possible now (disk full, store away). The caller is told to try again.</summary>
    Unavailable,
}
