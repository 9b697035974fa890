using Monitoring.Contracts.Feed;

namespace Monitoring.Grains.Journal;

/// <summary>One event of a grain in stored form, not yet appended.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="HighWater">Latest booking of the grain so far, UTC ticks, this entry included; grows along the grain's entries. 0 for none.</param>
/// <param name="Behind">Ticks by which a late posting was booked before <paramref name="HighWater"/>; 0 else.</param>
/// <param name="Amount">Signed amount of a posting, minor units; 0 else.</param>
/// <param name="BalanceAfter">The grain's balance after it, minor units.</param>
/// <param name="Data">The rest of the event as the codec encodes it.</param>
/// <param name="PostingKey">Key of the posting id, of a posting.</param>
/// <param name="ContentHash">Content hash, of a posting.</param>
/// <param name="Reverses">Key of the posting that this one reverses.</param>
public readonly record struct JournalEntry(
    EntryKind Kind, long HighWater, long Behind, long Amount, long BalanceAfter, ReadOnlyMemory<byte> Data,
    PostingKey PostingKey = default, long ContentHash = 0, PostingKey? Reverses = null);
