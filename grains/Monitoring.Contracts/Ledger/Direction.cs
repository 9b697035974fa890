namespace Monitoring.Contracts.Ledger;

/// <summary>Side of a posting as the bank books a customer's deposit account. Stored: numbers are append-only.</summary>
public enum Direction : byte
{
    /// <summary>Raises the balance (贷).</summary>
    Credit = 1,

    /// <summary>Lowers the balance (借).</summary>
    Debit = 2,
}
