using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Journal;

namespace Monitoring.Silo.Journal;

/// <summary>Where a grain's journal ends and the figures there.</summary>
/// <param name="Sequence">Its last entry's sequence.</param>
/// <param name="Position">Its last entry's position.</param>
/// <param name="Late">Position of its last late posting; 0 for none, and on PostgreSQL also for the one that the table tells.</param>
/// <param name="Columns">The figures.</param>
/// <param name="Kind">What it is; on SQLite told elsewhere.</param>
internal readonly record struct HeadState(long Sequence, long Position, long Late, LedgerColumns Columns, GrainKind Kind = default);
