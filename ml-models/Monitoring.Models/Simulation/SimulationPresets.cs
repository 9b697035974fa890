namespace Monitoring.Models.Simulation;

/// <summary>Banks for a purpose.</summary>
public static class SimulationPresets
{
    /// <summary>Cases of each kind in <see cref="EveryRule"/>; of the kinds that can hide, about every eighth escapes its rule.</summary>
    private const int EveryRuleCases = 40;

    /// <summary>A year of a bank in which every rule of the main detection set has at least 25 clear cases.</summary>
    public static SimulationOptions EveryRule(ulong seed = 7) => new()
    {
        Seed = seed,
        Accounts = 4_000,
        Days = 365,
        Branches = 6,
        Mix = new PopulationMix { QuietCompanies = 60, Dormant = 60, Newcomers = 45 },
        Patterns = new PatternOptions { CasesPerKind = EveryRuleCases, DisguisedPermille = 200, MinStrength = 40 },
    };

    /// <summary>
    /// A small bank without end for a demonstration: three weeks of history, then each pattern within a simulated hour of
    /// <paramref name="start"/>, then a few cases a day.
    /// </summary>
    /// <param name="start">First live instant, with the bank's offset; a weekday morning has most ordinary life around it.</param>
    /// <param name="seed">Same seed and start, same bank.</param>
    public static SimulationOptions Demo(DateTimeOffset start, ulong seed = 7) => new()
    {
        Seed = seed,
        Start = start,
        Accounts = 300,
        Days = null,
        HistoryDays = 21,
        Branches = 3,
        Mix = new PopulationMix { QuietCompanies = 90, Dormant = 60, Companies = 50 },
        Patterns = new PatternOptions { CasesPerDay = 18, DisguisedPermille = 0, MinStrength = 50, Compressed = true },
    };

    /// <summary>Accounts of <see cref="Training"/> and <see cref="Evaluation"/> banks.</summary>
    private const int ModelAccounts = 50_000;

    /// <summary>Cases of each kind among them: twelve kinds make 0.7 % of the accounts.</summary>
    private const int ModelCases = 30;

    /// <summary>What models are about: faults of bookkeeping are left to the rules that are certain of them.</summary>
    private static readonly PatternKind[] ModelKinds =
    [
        .. Enum.GetValues<PatternKind>().Except([PatternKind.ZeroOrEmpty, PatternKind.BalanceBreak, PatternKind.Overdrawn]),
    ];

    /// <summary>
    /// A year of 50,000 accounts to learn from: lifelike cases of the strengths of <see cref="PatternStrengths.Training"/>, half of them
    /// hiding, among ordinary lives with look-alikes.
    /// </summary>
    public static SimulationOptions Training(ulong seed = 1) => ForModels(seed, PatternStrengths.Training);

    /// <summary>The same with strengths that no training bank has, to measure on; take seeds that no training bank has either.</summary>
    public static SimulationOptions Evaluation(ulong seed = 1_001) => ForModels(seed, PatternStrengths.Evaluation);

    private static SimulationOptions ForModels(ulong seed, PatternStrengths strengths) => new()
    {
        Seed = seed,
        Accounts = ModelAccounts,
        Days = 365,
        Branches = 24,
        RetailPermille = 300,
        LifeEventsPermille = 1000,
        BookSettlements = false,
        Patterns = new PatternOptions { CasesPerKind = ModelCases, Kinds = ModelKinds, DisguisedPermille = 500, Strengths = strengths },
    };

    /// <summary>An even load of ordinary lives of all kinds and nothing planted, for measuring.</summary>
    /// <param name="accounts">Customer accounts.</param>
    /// <param name="postings">How many postings; the run is as long as it takes.</param>
    /// <param name="ids">What posting ids look like.</param>
    /// <param name="seed">Same seed, same load.</param>
    public static SimulationOptions Benchmark(
        int accounts, long postings, PostingIdScheme ids = PostingIdScheme.Sequential, ulong seed = 7) => new()
        {
            Seed = seed,
            Accounts = accounts,
            Days = null,
            MaxPostings = postings,
            Branches = 40,
            PostingIds = ids,
            DormantHistory = false,
            BookSettlements = false,
        };
}
