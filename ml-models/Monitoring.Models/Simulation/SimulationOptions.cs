namespace Monitoring.Models.Simulation;

/// <summary>A bank to simulate. Everything the simulator does follows from these values alone.</summary>
public sealed record SimulationOptions
{
    /// <summary>Most accounts a run may have: the account table is held in memory, about 150 bytes each.</summary>
    public const int AccountsMax = 5_000_000;

    /// <summary>Longest run of given length, days.</summary>
    public const int DaysMax = 3660;

    /// <summary>Longest ordinary history before the start, days.</summary>
    public const int HistoryDaysMax = 400;

    /// <summary>Shortest run in which every pattern has room to unfold, days.</summary>
    public const int PatternDaysMin = 40;

    private const int BranchesMax = 300;
    private const int SubBranchesMax = 8;
    private const int ActivityPermilleMax = 10_000;
    private const int LifeEventsPermilleMax = 5_000;

    /// <summary>The offset of Asia/Shanghai, where no clock has been changed since 1991.</summary>
    public static readonly TimeSpan ShanghaiOffset = TimeSpan.FromHours(8);

    /// <summary>Same seed, same bank, to the byte. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Customer accounts, 1 to <see cref="AccountsMax"/>. Default 5,000.</summary>
    public int Accounts { get; init; } = 5_000;

    /// <summary>The first instant of the run proper, with the bank's offset. Default 2025-01-01T00:00+08:00.</summary>
    public DateTimeOffset Start { get; init; } = new(2025, 1, 1, 0, 0, 0, ShanghaiOffset);

    /// <summary>Length of the run, days from <see cref="Start"/>; null runs without end. Default 120.</summary>
    public int? Days { get; init; } = 120;

    /// <summary>Days of ordinary life before <see cref="Start"/>, part of the history. Default 0.</summary>
    public int HistoryDays { get; init; }

    /// <summary>Stop after so many postings; null: no such limit.</summary>
    public long? MaxPostings { get; init; }

    /// <summary>Branches beneath the head office, 1 to 300. Default 6.</summary>
    public int Branches { get; init; } = 6;

    /// <summary>Sub-branches beneath each branch, 0 to 8. Default 2.</summary>
    public int SubBranches { get; init; } = 2;

    /// <summary>ISO 4217. Default CNY.</summary>
    public string Currency { get; init; } = "CNY";

    /// <summary>How busy ordinary lives are, 1000 = usual, 1 to 10,000.</summary>
    public int ActivityPermille { get; init; } = 1000;

    /// <summary>Everyday purchases and card takings beside the rest of life, permille of the usual, 1 to 1,000. Default 1,000.</summary>
    public int RetailPermille { get; init; } = 1000;

    /// <summary>
    /// How often ordinary lives have events that look like trouble and are none, and dealings with chance acquaintances: permille of the
    /// usual, 0 (none, the default) to 5,000. See <see cref="LifeEventKind"/>.
    /// </summary>
    public int LifeEventsPermille { get; init; }

    /// <summary>Shares of the populations.</summary>
    public PopulationMix Mix { get; init; } = new();

    /// <summary>What is planted.</summary>
    public PatternOptions Patterns { get; init; } = new();

    /// <summary>What posting ids look like.</summary>
    public PostingIdScheme PostingIds { get; init; } = PostingIdScheme.Sequential;

    /// <summary>Half of the dormant accounts get the postings of their last movement, long before the start. Default true.</summary>
    public bool DormantHistory { get; init; } = true;

    /// <summary>Cash machines and payments to other banks are booked on the bank's settlement accounts too. Default true.</summary>
    public bool BookSettlements { get; init; } = true;

    /// <summary>Checks every value against its range.</summary>
    /// <exception cref="SimulationOptionsException">A value is out of range, or the bank is too small for its patterns.</exception>
    public void Validate()
    {
        Require(Accounts is >= 1 and <= AccountsMax, $"accounts must be between 1 and {AccountsMax:N0}, not {Accounts}");
        Require(Days is null or (>= 1 and <= DaysMax), $"days must be between 1 and {DaysMax}, not {Days}");
        Require(HistoryDays is >= 0 and <= HistoryDaysMax, $"history days must be between 0 and {HistoryDaysMax}, not {HistoryDays}");
        Require(MaxPostings is null or >= 1, $"the posting limit must be at least 1, not {MaxPostings}");
        Require(Branches is >= 1 and <= BranchesMax, $"branches must be between 1 and {BranchesMax}, not {Branches}");
        Require(SubBranches is >= 0 and <= SubBranchesMax, $"sub-branches must be between 0 and {SubBranchesMax}, not {SubBranches}");
        Require(Currency.Length == 3 && Currency.All(char.IsAsciiLetterUpper), $"currency must be three capital letters, not '{Currency}'");
        Require(
            ActivityPermille is >= 1 and <= ActivityPermilleMax,
            $"activity must be between 1 and {ActivityPermilleMax} permille, not {ActivityPermille}");
        Require(RetailPermille is >= 1 and <= 1000, $"retail must be between 1 and 1,000 permille, not {RetailPermille}");
        Require(
            LifeEventsPermille is >= 0 and <= LifeEventsPermilleMax,
            $"life events must be between 0 and {LifeEventsPermilleMax:N0} permille, not {LifeEventsPermille}");
        Require(Start.Year is >= 1995 and <= 2090, $"the start must lie between 1995 and 2090, not in {Start.Year}");
        Require(Mix.Weights().All(weight => weight is >= 0 and <= 1_000_000), "a population's weight must be between 0 and 1,000,000");
        Require(Mix.Weights().Sum() > 0, "at least one population must have a weight above 0");
        ValidatePatterns();
    }

    private void ValidatePatterns()
    {
        int perKind = Patterns.CasesPerKind;
        int hidden = Patterns.DisguisedPermille;
        Require(perKind is >= 0 and <= 1_000_000, $"cases per kind must be between 0 and 1,000,000, not {perKind}");
        Require(Patterns.CasesPerDay is >= 0 and <= 10_000, $"cases per day must be between 0 and 10,000, not {Patterns.CasesPerDay}");
        Require(hidden is >= 0 and <= 1000, $"the disguised share must be 0 to 1000 permille, not {hidden}");
        Require(
            Patterns.MinStrength >= 1 && Patterns.MinStrength <= Patterns.MaxStrength && Patterns.MaxStrength <= 100,
            $"strengths must satisfy 1 <= least <= greatest <= 100, not {Patterns.MinStrength} and {Patterns.MaxStrength}");
        Require(Patterns.Strengths?.Problem() is null, Patterns.Strengths?.Problem() ?? string.Empty);
        Require(!Patterns.IsLifelike || !Patterns.Compressed, "compressed cases are no lifelike ones: leave out the strengths");
        Require(Patterns.CasesPerKind == 0 || Days is not null, "a number of cases per kind needs a run of given length");
        Require(Patterns.CasesPerDay == 0 || Days is null, "cases per day are for a run without end");
        Require(
            Patterns.CasesPerKind == 0 || Days >= PatternDaysMin,
            $"planted patterns need a run of at least {PatternDaysMin} days, not {Days}");
    }

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new SimulationOptionsException(message);
        }
    }
}
