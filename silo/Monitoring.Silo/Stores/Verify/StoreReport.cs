namespace Monitoring.Silo.Stores.Verify;

/// <summary>Outcome of checking the whole store.</summary>
/// <param name="Entries">Journal entries read.</param>
/// <param name="Postings">Postings among them.</param>
/// <param name="Grains">Grains seen.</param>
/// <param name="ArchivedParts">Archived parts of the journal: what lies in them was not read, nor what could be compared only with it.</param>
/// <param name="FindingCount">Number of contradictions.</param>
/// <param name="Findings">The first of them.</param>
public sealed record StoreReport(
    long Entries, long Postings, long Grains, int ArchivedParts, long FindingCount, IReadOnlyList<StoreFinding> Findings)
{
    /// <summary>Whether nothing contradicts.</summary>
    public bool IsSound => FindingCount == 0;
}
