namespace Monitoring.Contracts.Grain;

/// <summary>What detection found of a posting when it was applied. Stored: bits are append-only.</summary>
[Flags]
public enum PostingMarks : byte
{
    /// <summary>Nothing of note.</summary>
    None = 0,

    /// <summary>Large for the account: above the limit and above its habit.</summary>
    Large = 1,

    /// <summary>A regular, named, recurring counterparty; kept out of the round-trip and piecemeal rules.</summary>
    Habit = 2,

    /// <summary>First large credit, or debit, in the days after a walk-in opening.</summary>
    OpeningLarge = 4,

    /// <summary>Reverses interest or a fee, which the memories of the customer's own movements never held.</summary>
    BankBookingReversed = 8,

    /// <summary>From 80 % of the bank's limit for large up to just beneath it.</summary>
    BeneathLimit = 16,
}
