using Monitoring.Contracts.Ledger;

namespace Monitoring.Grains.Journal;

/// <summary>What a decision adds to a branch's totals, in the same transaction.</summary>
/// <param name="Target">The total meant.</param>
/// <param name="Balance">Added to the balance, minor units.</param>
/// <param name="Accounts">Added to the number of accounts.</param>
/// <param name="Debits">Added to the day's debits, minor units.</param>
/// <param name="Credits">Added to the day's credits, minor units.</param>
public readonly record struct BranchDelta(BranchTotalKey Target, long Balance, int Accounts, long Debits, long Credits);
