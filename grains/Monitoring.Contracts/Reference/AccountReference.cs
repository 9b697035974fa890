using Monitoring.Contracts.Ledger;
using Orleans;

namespace Monitoring.Contracts.Reference;

/// <summary>An account as the core system declares it. Sent again it updates; what is absent is left as it was.</summary>
[GenerateSerializer, Alias("account-reference"), Immutable]
public sealed record AccountReference
{
    /// <summary>Account id.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>The account's branch.</summary>
    [Id(1)] public required string Branch { get; init; }

    /// <summary>Kind; fixed once declared.</summary>
    [Id(2)] public required AccountKind Kind { get; init; }

    /// <summary>ISO 4217; fixed once declared.</summary>
    [Id(3)] public required string Currency { get; init; }

    /// <summary>When it was opened.</summary>
    [Id(4)] public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>Who brought it to the bank.</summary>
    [Id(5)] public OpenedBy OpenedBy { get; init; }

    /// <summary>Balance before the first posting, minor units; settable only before the first posting.</summary>
    [Id(6)] public long? OpeningBalance { get; init; }

    /// <summary>Customer id.</summary>
    [Id(7)] public string? Customer { get; init; }

    /// <summary>Parties the customer declared to deal with.</summary>
    [Id(8)] public IReadOnlyList<string>? DeclaredCounterparties { get; init; }

    /// <summary>Staff id of the owner when the account belongs to staff.</summary>
    [Id(9)] public string? OwnerStaff { get; init; }

    /// <summary>Staff ids declared related to the owner.</summary>
    [Id(10)] public IReadOnlyList<string>? RelatedStaff { get; init; }
}
