namespace Monitoring.Models.Simulation;

/// <summary>The sort of life behind an account.</summary>
public enum Population
{
    /// <summary>Household with a salary, rent, bills, shopping, holidays.</summary>
    Worker,

    /// <summary>Allowance from home, small purchases, fees in September.</summary>
    Student,

    /// <summary>Pension on the 15th, drawn in cash soon after.</summary>
    Pensioner,

    /// <summary>Takings all day, cash to the counter, suppliers every week.</summary>
    Shop,

    /// <summary>Few and large amounts both ways, with seasons.</summary>
    Wholesaler,

    /// <summary>Paid once, at the harvest; inputs in spring.</summary>
    Farmer,

    /// <summary>Invoices in, payroll, taxes, rent and suppliers out.</summary>
    Company,

    /// <summary>A company on paper with hardly any movement.</summary>
    QuietCompany,

    /// <summary>Nothing but interest for a long time.</summary>
    Dormant,

    /// <summary>Opened shortly before or during the run, by the bank's marketing or as a walk-in.</summary>
    Newcomer,

    /// <summary>A loan repaid every month by a household.</summary>
    Loan,
}
