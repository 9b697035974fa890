namespace Monitoring.Contracts.Ledger;

/// <summary>What a journal of its own is kept for. Stored: numbers are append-only.</summary>
public enum GrainKind : byte
{
    /// <summary>An account.</summary>
    Account = 1,

    /// <summary>A settlement account.</summary>
    SettlementAccount = 2,

    /// <summary>A branch.</summary>
    Branch = 3,
}
