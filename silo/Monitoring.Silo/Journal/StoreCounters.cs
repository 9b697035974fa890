namespace Monitoring.Silo.Journal;

/// <summary>The numbers that the one writer gives out next; what was rolled back is given out again.</summary>
/// <param name="Key">Next number of a grain.</param>
/// <param name="Position">Next place in the journal.</param>
/// <param name="Cursor">Next place among alert changes.</param>
internal readonly record struct StoreCounters(long Key, long Position, long Cursor);
