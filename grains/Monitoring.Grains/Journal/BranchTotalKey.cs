using Monitoring.Contracts.Ledger;

namespace Monitoring.Grains.Journal;

/// <summary>One total of a branch.</summary>
/// <param name="Branch">Branch id.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Grain">Account or settlement account.</param>
/// <param name="Kind">Number of the <see cref="AccountKind"/> or <see cref="SettlementKind"/>.</param>
/// <param name="Day">Day number of the business day for flows; 0 for balance and number of accounts.</param>
public readonly record struct BranchTotalKey(string Branch, string Currency, GrainKind Grain, byte Kind, int Day);
