using Monitoring.Contracts.Ledger;
using Orleans;

namespace Monitoring.Contracts.Reference;

/// <summary>A settlement account as the core system declares it.</summary>
[GenerateSerializer, Alias("settlement-reference"), Immutable]
public sealed record SettlementReference
{
    /// <summary>Id, in one space with accounts.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>Its branch.</summary>
    [Id(1)] public required string Branch { get; init; }

    /// <summary>Kind; fixed once declared.</summary>
    [Id(2)] public required SettlementKind Kind { get; init; }

    /// <summary>ISO 4217; fixed once declared.</summary>
    [Id(3)] public required string Currency { get; init; }

    /// <summary>Balance before the first posting, minor units; settable only before the first posting.</summary>
    [Id(4)] public long? OpeningBalance { get; init; }
}
