using Monitoring.Contracts.Ledger;

namespace Monitoring.Grains.Queries;

/// <summary>One total of a branch, its own accounts only; sums are wider than 64 bits can hold.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Grain">Accounts or settlement accounts.</param>
/// <param name="AccountKind">Kind of the accounts; <c>null</c> for settlement accounts.</param>
/// <param name="SettlementKind">Kind of the settlement accounts; <c>null</c> for accounts.</param>
/// <param name="Balance">Sum of balances, minor units.</param>
/// <param name="Accounts">Number of accounts.</param>
/// <param name="Debits">Debits of the business day asked for, minor units.</param>
/// <param name="Credits">Credits of the business day asked for, minor units.</param>
public sealed record BranchTotalRow(
    string Branch, string Currency, GrainKind Grain, AccountKind? AccountKind, SettlementKind? SettlementKind,
    Int128 Balance, long Accounts, Int128 Debits, Int128 Credits);
