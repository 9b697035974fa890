namespace Monitoring.Silo.Stores.Postgres;

/// <summary>A head that is newer in memory than in the table.</summary>
/// <param name="Sequence">Its sequence in the table.</param>
/// <param name="Position">Its position in the table.</param>
/// <param name="First">Position of the first entry that the table does not know of.</param>
internal readonly record struct HeldHead(long Sequence, long Position, long First);
