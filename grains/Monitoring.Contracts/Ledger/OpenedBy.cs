namespace Monitoring.Contracts.Ledger;

/// <summary>Who brought the account to the bank. Stored: numbers are append-only.</summary>
public enum OpenedBy : byte
{
    /// <summary>Not told, as for an account opened by its first posting.</summary>
    Unknown = 0,

    /// <summary>The bank's own marketing.</summary>
    Marketed = 1,

    /// <summary>The customer walked in.</summary>
    WalkIn = 2,
}
