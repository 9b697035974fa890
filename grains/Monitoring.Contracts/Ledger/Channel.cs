namespace Monitoring.Contracts.Ledger;

/// <summary>How a posting came about. Stored: numbers are append-only.</summary>
public enum Channel : byte
{
    /// <summary>Over the counter, posted by a teller.</summary>
    Counter = 1,

    /// <summary>Cash machine.</summary>
    Atm = 2,

    /// <summary>Point of sale.</summary>
    Pos = 3,

    /// <summary>Internet or mobile bank.</summary>
    Online = 4,

    /// <summary>Transfer between accounts.</summary>
    Transfer = 5,

    /// <summary>Batch run: payroll, utilities, pensions.</summary>
    Batch = 6,

    /// <summary>Settlement of a clearing.</summary>
    Clearing = 7,

    /// <summary>Interest booked by the bank; not customer-initiated.</summary>
    Interest = 8,

    /// <summary>Fee booked by the bank; not customer-initiated.</summary>
    Fee = 9,
}
