namespace Monitoring.Grains.Journal;

/// <summary>An item of a settlement account that a posting opened, or cleared.</summary>
/// <param name="Sequence">Sequence of the posting that opened it; identifies the item within its account.</param>
/// <param name="Trace">System trace number as sent.</param>
/// <param name="Amount">Signed amount, minor units.</param>
/// <param name="BookedAt">When it was booked, UTC ticks.</param>
/// <param name="OffsetMinutes">Offset of the booking, minutes.</param>
/// <param name="ClearedBySequence">Sequence of the posting that cleared it; 0 while it is open.</param>
public readonly record struct SettlementItemEntry(
    long Sequence, string Trace, long Amount, long BookedAt, short OffsetMinutes, long ClearedBySequence);
