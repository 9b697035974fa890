namespace Monitoring.Models.Simulation;

/// <summary>All events, by kind.</summary>
internal static class LifeEventBook
{
    public static void Play(LifeEventKind kind, LifeEventScript script) => Of(kind)(script);

    private static Action<LifeEventScript> Of(LifeEventKind kind) => kind switch
    {
        LifeEventKind.HousePurchase => HouseholdEvents.HousePurchase,
        LifeEventKind.CarPurchase => HouseholdEvents.CarPurchase,
        LifeEventKind.Wedding => HouseholdEvents.Wedding,
        LifeEventKind.LentAndReturned => HouseholdEvents.LentAndReturned,
        LifeEventKind.BorrowedAndRepaid => HouseholdEvents.BorrowedAndRepaid,
        LifeEventKind.Renovation => HouseholdEvents.Renovation,
        LifeEventKind.Inheritance => WindfallEvents.Inheritance,
        LifeEventKind.Illness => HouseholdEvents.Illness,
        LifeEventKind.GroupOrder => HouseholdEvents.GroupOrder,
        LifeEventKind.TuitionLump => HouseholdEvents.TuitionLump,
        LifeEventKind.MaturedDeposit => WindfallEvents.MaturedDeposit,
        LifeEventKind.LandCompensation => WindfallEvents.LandCompensation,
        LifeEventKind.LivestockSale => WindfallEvents.LivestockSale,
        LifeEventKind.SeasonCash => TradeEvents.SeasonCash,
        LifeEventKind.SeasonalWorkers => TradeEvents.SeasonalWorkers,
        LifeEventKind.Equipment => TradeEvents.Equipment,
        LifeEventKind.AdvanceReturned => TradeEvents.AdvanceReturned,
        LifeEventKind.Project => TradeEvents.Project,
        LifeEventKind.Revival => WindfallEvents.Revival,
        LifeEventKind.SentHome => WindfallEvents.SentHome,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
