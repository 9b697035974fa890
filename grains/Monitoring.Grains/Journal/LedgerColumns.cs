using Monitoring.Contracts.Ledger;

namespace Monitoring.Grains.Journal;

/// <summary>An account's or settlement account's figures that are kept beside its head, so that lists are answered without the grain.</summary>
/// <param name="Balance">Ledger balance, minor units.</param>
/// <param name="PostingCount">Number of postings.</param>
/// <param name="PostingSequence">Sequence of the last posting; 0 before the first.</param>
/// <param name="LastMovement">Latest booking, UTC ticks; 0 before the first.</param>
/// <param name="OpenDay">Day number of the business day that is not closed yet; 0 when none.</param>
/// <param name="OpenAlerts">Number of alerts that are not closed.</param>
public readonly record struct LedgerColumns(
    long Balance, long PostingCount, long PostingSequence, long LastMovement, int OpenDay, int OpenAlerts);
