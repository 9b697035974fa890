using Monitoring.Contracts.Ledger;

namespace Monitoring.Grains.Queries;

/// <summary>An account or settlement account as of its last commit, read without waking its grain.</summary>
public sealed record LedgerRow
{
    /// <summary>The store's number for it; grows in the order of opening.</summary>
    public required long Key { get; init; }

    /// <summary>Id; one space for accounts and settlement accounts.</summary>
    public required string Id { get; init; }

    /// <summary>Account or settlement account.</summary>
    public required GrainKind Grain { get; init; }

    /// <summary>Kind of an account; <c>null</c> for a settlement account.</summary>
    public AccountKind? AccountKind { get; init; }

    /// <summary>Kind of a settlement account; <c>null</c> for an account.</summary>
    public SettlementKind? SettlementKind { get; init; }

    /// <summary>Its branch.</summary>
    public required string Branch { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>Ledger balance, minor units, credit-positive.</summary>
    public required long Balance { get; init; }

    /// <summary>Sequence of the last posting these figures include; 0 before the first.</summary>
    public required long PostingSequence { get; init; }

    /// <summary>Number of postings, reversals included.</summary>
    public required long PostingCount { get; init; }

    /// <summary>Latest booking, in UTC; <c>null</c> before the first.</summary>
    public DateTimeOffset? LastMovement { get; init; }

    /// <summary>Business day that is not closed yet; <c>null</c> when none.</summary>
    public DateOnly? OpenDay { get; init; }

    /// <summary>Number of alerts that are not closed.</summary>
    public required int OpenAlerts { get; init; }

    /// <summary>When it was opened, in UTC; <c>null</c> when not known.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>Customer id, when told.</summary>
    public string? Customer { get; init; }
}
