namespace Monitoring.Silo.Stores.Archive;

/// <summary>A partition of the journal.</summary>
/// <param name="Name">Name of its table.</param>
/// <param name="First">First position in it.</param>
/// <param name="Before">Position after its last.</param>
/// <param name="EndedAt">When the next one was begun; <c>null</c> of the last.</param>
/// <param name="ArchivedAt">When it was archived; <c>null</c> when it is in place.</param>
public sealed record JournalPart(string Name, long First, long Before, DateTimeOffset? EndedAt, DateTimeOffset? ArchivedAt)
{
    /// <summary>Table that holds all of its entries while it is archived.</summary>
    public string ArchiveName => Name + "_archived";

    /// <summary>Whether it was full before an instant and is in place.</summary>
    public bool CanBeArchived(DateTimeOffset before) => ArchivedAt is null && EndedAt < before;
}
