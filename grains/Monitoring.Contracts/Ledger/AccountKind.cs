namespace Monitoring.Contracts.Ledger;

/// <summary>Kind of a customer's or internal account. Stored: numbers are append-only.</summary>
public enum AccountKind : byte
{
    /// <summary>Corporate current account (对公活期).</summary>
    CorporateCurrent = 1,

    /// <summary>Personal savings account (个人储蓄); the kind of an account opened by its first posting.</summary>
    PersonalSavings = 2,

    /// <summary>Loan account; its balance is normally negative.</summary>
    Loan = 3,

    /// <summary>Member's share capital (股金).</summary>
    ShareCapital = 4,

    /// <summary>Internal account of the bank.</summary>
    Internal = 5,
}
