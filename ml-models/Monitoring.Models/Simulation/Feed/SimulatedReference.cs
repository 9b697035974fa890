namespace Monitoring.Models.Simulation;

/// <summary>A reference record of the feed: branch, account or settlement account.</summary>
public abstract record SimulatedReference
{
    private protected SimulatedReference()
    {
    }

    /// <summary>Unique among branches, or among accounts and settlement accounts together.</summary>
    public required string Id { get; init; }
}

/// <summary>A branch; the head office has no parent and comes first, each parent before its children.</summary>
public sealed record SimulatedBranch : SimulatedReference
{
    /// <summary>Id of the branch above; null for the head office.</summary>
    public string? Parent { get; init; }

    /// <summary>Display name.</summary>
    public required string Name { get; init; }
}

/// <summary>A customer's account.</summary>
public sealed record SimulatedAccount : SimulatedReference
{
    /// <summary>Owning branch.</summary>
    public required string Branch { get; init; }

    /// <summary>Kind in the feed format.</summary>
    public required FeedAccountKind Kind { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>When it was opened; later than the start for accounts opened during the run.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>True: the customer walked in; false: won by the bank's own marketing.</summary>
    public required bool WalkIn { get; init; }

    /// <summary>Minor units, before the first posting of the run.</summary>
    public required long OpeningBalance { get; init; }

    /// <summary>Customer number.</summary>
    public required string Customer { get; init; }

    /// <summary>Parties the customer has declared.</summary>
    public IReadOnlyList<string> DeclaredCounterparties { get; init; } = [];

    /// <summary>Staff id of the owner, if the owner works for the bank.</summary>
    public string? OwnerStaff { get; init; }

    /// <summary>Staff declared as related to the owner.</summary>
    public IReadOnlyList<string> RelatedStaff { get; init; } = [];

    /// <summary>The sort of life behind the account; for the label file only, never part of the feed.</summary>
    public required Population Population { get; init; }
}

/// <summary>One of the bank's own settlement accounts.</summary>
public sealed record SimulatedSettlementAccount : SimulatedReference
{
    /// <summary>Owning branch.</summary>
    public required string Branch { get; init; }

    /// <summary>Kind in the feed format.</summary>
    public required FeedSettlementKind Kind { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }
}
