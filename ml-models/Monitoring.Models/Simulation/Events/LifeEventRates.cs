namespace Monitoring.Models.Simulation;

/// <summary>How often what happens in whose life: permille of the accounts of a population a year, at the usual rate.</summary>
internal static class LifeEventRates
{
    private static readonly (LifeEventKind Kind, int Permille)[] None = [];

    public static (LifeEventKind Kind, int Permille)[] Of(Population population) => population switch
    {
        Population.Worker => Worker,
        Population.Student => Student,
        Population.Pensioner => Pensioner,
        Population.Farmer => Farmer,
        Population.Shop => Shop,
        Population.Wholesaler => Wholesaler,
        Population.Company => Company,
        Population.QuietCompany => QuietCompany,
        Population.Dormant => Dormant,
        Population.Newcomer => Newcomer,
        _ => None,
    };

    private static readonly (LifeEventKind, int)[] Worker =
    [
        (LifeEventKind.HousePurchase, 8), (LifeEventKind.CarPurchase, 12), (LifeEventKind.Wedding, 6), (LifeEventKind.LentAndReturned, 12),
        (LifeEventKind.BorrowedAndRepaid, 6), (LifeEventKind.Renovation, 9), (LifeEventKind.Inheritance, 2), (LifeEventKind.Illness, 7),
        (LifeEventKind.GroupOrder, 6),
    ];

    private static readonly (LifeEventKind, int)[] Student = [(LifeEventKind.TuitionLump, 40), (LifeEventKind.BorrowedAndRepaid, 4)];

    private static readonly (LifeEventKind, int)[] Pensioner =
    [
        (LifeEventKind.MaturedDeposit, 14), (LifeEventKind.Illness, 14), (LifeEventKind.LentAndReturned, 5), (LifeEventKind.Inheritance, 3),
    ];

    private static readonly (LifeEventKind, int)[] Farmer =
    [
        (LifeEventKind.LivestockSale, 30), (LifeEventKind.BorrowedAndRepaid, 10), (LifeEventKind.Illness, 6), (LifeEventKind.Wedding, 5),
        (LifeEventKind.LandCompensation, 4), (LifeEventKind.HousePurchase, 4),
    ];

    private static readonly (LifeEventKind, int)[] Shop =
    [
        (LifeEventKind.SeasonCash, 60), (LifeEventKind.Equipment, 15), (LifeEventKind.GroupOrder, 15), (LifeEventKind.BorrowedAndRepaid, 10),
    ];

    private static readonly (LifeEventKind, int)[] Wholesaler =
        [(LifeEventKind.AdvanceReturned, 60), (LifeEventKind.Equipment, 20), (LifeEventKind.SeasonCash, 10)];

    private static readonly (LifeEventKind, int)[] Company =
        [(LifeEventKind.SeasonalWorkers, 60), (LifeEventKind.Equipment, 40), (LifeEventKind.AdvanceReturned, 15)];

    private static readonly (LifeEventKind, int)[] QuietCompany = [(LifeEventKind.Project, 40)];

    private static readonly (LifeEventKind, int)[] Dormant = [(LifeEventKind.Revival, 35)];

    private static readonly (LifeEventKind, int)[] Newcomer = [(LifeEventKind.SentHome, 40), (LifeEventKind.TuitionLump, 10)];
}
