namespace Monitoring.Contracts.Alert;

/// <summary>What an alert is about; the field's codes stand in brackets. Stored and hashed into alert ids: numbers are append-only.</summary>
public enum AlertRule : byte
{
    /// <summary>M1: repeated large credits and debits of about the same total (短期内频繁大额收付).</summary>
    RapidRoundTrip = 1,

    /// <summary>M2: one or two large credits leave in many small debits (整收零付).</summary>
    LumpInPiecemealOut = 2,

    /// <summary>M3: many credits gathered, then leave at once (零收整付).</summary>
    PiecemealInLumpOut = 3,

    /// <summary>S1: no customer-initiated movement for long, then a large one.</summary>
    DormantThenSudden = 4,

    /// <summary>S2: statement receipts repeatedly not returned in time.</summary>
    ReceiptsMissing = 5,

    /// <summary>S3: large transfer with a party the account has no business with.</summary>
    UnrelatedCounterparty = 6,

    /// <summary>S4: opened without the bank's marketing, and at once large in and out.</summary>
    SelfOpenedThenLarge = 7,

    /// <summary>F1: movements, balance unchanged (有发生额但余额不变).</summary>
    FlatBalance = 8,

    /// <summary>F2: zero account, or no posting since opening; a line of the monthly list.</summary>
    ZeroOrEmpty = 9,

    /// <summary>B1: our running balance differs from the balance the source reports.</summary>
    BalanceBreak = 10,

    /// <summary>B2: deposit account below zero.</summary>
    Overdrawn = 11,

    /// <summary>C1: transitional item still open after the day it should have cleared.</summary>
    UnclearedItem = 12,

    /// <summary>C2: settlement account differs from its shadow at day end.</summary>
    ShadowBreak = 13,

    /// <summary>D1: a teller posts by hand to an account owned by or related to that teller.</summary>
    SelfDealing = 14,

    /// <summary>D2: the same person posted to and reconciled an account.</summary>
    DutyConflict = 15,

    /// <summary>L1: the model's score passes the threshold though no rule fired.</summary>
    Model = 16,
}
