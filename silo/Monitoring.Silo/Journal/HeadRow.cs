using Monitoring.Contracts.Ledger;

namespace Monitoring.Silo.Journal;

/// <summary>Where a grain's journal ends, as stored.</summary>
/// <param name="Key">The store's number for it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Sequence">Its last entry's sequence.</param>
/// <param name="Position">Its last entry's position.</param>
/// <param name="Late">Position of its last late posting; 0 for none.</param>
internal readonly record struct HeadRow(long Key, GrainKind Kind, long Sequence, long Position, long Late);
