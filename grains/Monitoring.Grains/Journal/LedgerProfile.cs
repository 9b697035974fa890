using Monitoring.Contracts.Ledger;

namespace Monitoring.Grains.Journal;

/// <summary>Reference data of a grain that lists and joins need; written when it is new or changed.</summary>
/// <param name="Branch">Branch of an account or settlement account; parent of a branch, or empty.</param>
/// <param name="Name">Name of a branch; empty else.</param>
/// <param name="AccountKind">Kind of an account.</param>
/// <param name="SettlementKind">Kind of a settlement account.</param>
/// <param name="Currency">ISO 4217; empty for a branch.</param>
/// <param name="OpenedAt">UTC ticks of the opening; 0 when not known.</param>
/// <param name="Customer">Customer id, when told.</param>
public sealed record LedgerProfile(
    string Branch, string Name, AccountKind? AccountKind, SettlementKind? SettlementKind, string Currency, long OpenedAt, string? Customer);
