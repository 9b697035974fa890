namespace Monitoring.Grains.Queries;

/// <summary>An open item of a settlement account.</summary>
/// <param name="Sequence">Sequence of the posting that opened it; the list goes on after it.</param>
/// <param name="Trace">System trace number as sent.</param>
/// <param name="Amount">Signed amount, minor units.</param>
/// <param name="BookedAt">When it was booked, with the sender's offset.</param>
public sealed record SettlementItemRow(long Sequence, string Trace, long Amount, DateTimeOffset BookedAt);
