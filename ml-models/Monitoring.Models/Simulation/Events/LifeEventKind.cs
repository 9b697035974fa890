namespace Monitoring.Models.Simulation;

/// <summary>What happens in ordinary lives and looks like trouble.</summary>
public enum LifeEventKind
{
    /// <summary>Nothing out of the ordinary.</summary>
    None,

    /// <summary>Savings and loans of relatives gathered, a deposit to the seller, then the price.</summary>
    HousePurchase,

    /// <summary>Savings brought in, a deposit to the dealer, then the price.</summary>
    CarPurchase,

    /// <summary>Gifts of many guests within days, cash paid in, the banquet paid.</summary>
    Wedding,

    /// <summary>A sum lent to a relative that comes back weeks later.</summary>
    LentAndReturned,

    /// <summary>A sum borrowed from somebody and paid back, sometimes within days.</summary>
    BorrowedAndRepaid,

    /// <summary>Savings brought in and paid out to craftsmen over weeks.</summary>
    Renovation,

    /// <summary>A lump from an estate, shared with brothers and sisters.</summary>
    Inheritance,

    /// <summary>Relatives send money, the hospital takes it, the insurance gives some of it back.</summary>
    Illness,

    /// <summary>Neighbours order together: many small credits and a payment to the seller, week after week.</summary>
    GroupOrder,

    /// <summary>A year's fees from home, paid to the school at once.</summary>
    TuitionLump,

    /// <summary>A time deposit elsewhere falls due and is given to the children.</summary>
    MaturedDeposit,

    /// <summary>The state pays for land it takes.</summary>
    LandCompensation,

    /// <summary>A herd is sold to several traders within days.</summary>
    LivestockSale,

    /// <summary>A busy season's cash paid in, in round sums day after day.</summary>
    SeasonCash,

    /// <summary>Workers of a season paid one by one after the customer has paid.</summary>
    SeasonalWorkers,

    /// <summary>A machine from a new supplier, deposit first.</summary>
    Equipment,

    /// <summary>An advance in a round sum given to a trading partner and returned within days.</summary>
    AdvanceReturned,

    /// <summary>One project of a quiet company: paid at once, passed on to those who did it.</summary>
    Project,

    /// <summary>The owner of a dormant account comes back, to use it or to close it.</summary>
    Revival,

    /// <summary>A newcomer's pay for months of work, most of it sent home.</summary>
    SentHome,
}
