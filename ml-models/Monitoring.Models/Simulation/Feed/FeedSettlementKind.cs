namespace Monitoring.Models.Simulation;

/// <summary>Kinds of settlement accounts in the feed format.</summary>
public enum FeedSettlementKind
{
    /// <summary>Owed to other banks for card use.</summary>
    CardClearingPayable,

    /// <summary>Owed by other banks for card use.</summary>
    CardClearingReceivable,

    /// <summary>Deposits taken for other branches.</summary>
    DepositAnywhereTransit,

    /// <summary>Credit-card clearing.</summary>
    CreditCardClearing,

    /// <summary>Branch and head office.</summary>
    InterOffice,

    /// <summary>At the central bank.</summary>
    CentralBankReserve,

    /// <summary>At other banks.</summary>
    Nostro,

    /// <summary>Cash in machines.</summary>
    AtmCash,
}
