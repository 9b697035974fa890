namespace Monitoring.Contracts.Ledger;

/// <summary>Kind of a settlement account (清算账户). Stored: numbers are append-only.</summary>
public enum SettlementKind : byte
{
    /// <summary>Card-clearing payable (跨系统应付款项), transitional.</summary>
    CardClearingPayable = 1,

    /// <summary>Card-clearing receivable (跨系统应收款项), transitional.</summary>
    CardClearingReceivable = 2,

    /// <summary>Deposit-anywhere transit (通存通兑往来).</summary>
    DepositAnywhereTransit = 3,

    /// <summary>Credit-card clearing (信用卡清算往来).</summary>
    CreditCardClearing = 4,

    /// <summary>Branch against head office (社内往来).</summary>
    InterOffice = 5,

    /// <summary>Reserve with the central bank.</summary>
    CentralBankReserve = 6,

    /// <summary>Our account with another bank (存放同业).</summary>
    Nostro = 7,

    /// <summary>Cash in a machine.</summary>
    AtmCash = 8,
}
