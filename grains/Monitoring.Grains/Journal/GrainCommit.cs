using Monitoring.Contracts.Ledger;

namespace Monitoring.Grains.Journal;

/// <summary>All that one grain decided since its last commit. Stands or falls as a whole.</summary>
public sealed class GrainCommit
{
    /// <summary>What the grain is.</summary>
    public required GrainKind Kind { get; init; }

    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Where its journal ended when it decided; a store where it ends elsewhere refuses the commit.</summary>
    public required GrainHead Head { get; init; }

    /// <summary>The events, in order; at least one.</summary>
    public required IReadOnlyList<JournalEntry> Entries { get; init; }

    /// <summary>Figures after them.</summary>
    public required LedgerColumns Columns { get; init; }

    /// <summary>Reference data when it is new or changed, else <c>null</c>.</summary>
    public LedgerProfile? Profile { get; init; }

    /// <summary>Alerts raised or changed.</summary>
    public IReadOnlyList<AlertEntry> Alerts { get; init; } = [];

    /// <summary>Changes of branch totals, several for one total allowed.</summary>
    public IReadOnlyList<BranchDelta> BranchDeltas { get; init; } = [];

    /// <summary>Parties dropped from memory.</summary>
    public IReadOnlyList<PartySeen> Parties { get; init; } = [];

    /// <summary>Settlement items opened or cleared.</summary>
    public IReadOnlyList<SettlementItemEntry> Items { get; init; } = [];
}
