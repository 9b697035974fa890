namespace Monitoring.Grains.Journal;

/// <summary>What was asked for lies in an old part of the journal that was archived; it is there again when that part is attached.</summary>
public sealed class JournalArchivedException : Exception
{
    /// <summary>Creates it for the position of the entry.</summary>
    public JournalArchivedException(long position)
        : base($"Entry {position} lies in an archived part of the journal.")
    {
    }
}
