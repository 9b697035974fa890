namespace Monitoring.Models.Simulation;

/// <summary>What a posting says about itself.</summary>
internal enum Narrative : byte
{
    None,
    Salary,
    Rent,
    Utility,
    Purchase,
    Cash,
    CashDeposit,
    Gift,
    Travel,
    Allowance,
    Tuition,
    Pension,
    Takings,
    Goods,
    Tax,
    Harvest,
    Subsidy,
    Invoice,
    Interest,
    Fee,
    LoanRepayment,
    Correction,
    Payment,
    Refill,
    Drawings,
    BroughtForward,
    Savings,
    Wages,
}
