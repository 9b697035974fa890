namespace Monitoring.Grains.Journal;

/// <summary>One entry as read from the journal.</summary>
/// <param name="Position">Its place in the journal; grows in commit order.</param>
/// <param name="GrainKey">The store's number for the grain.</param>
/// <param name="Sequence">Sequence in the grain's journal, from 1 without gaps.</param>
/// <param name="Previous">Position of the grain's entry before; 0 for none.</param>
/// <param name="Jump">Position of entry <c>s &amp; (s - 1)</c>; 0 for none.</param>
/// <param name="Entry">The event in stored form; posting key and hash are not part of it.</param>
public sealed record StoredEntry(long Position, long GrainKey, long Sequence, long Previous, long Jump, JournalEntry Entry);
