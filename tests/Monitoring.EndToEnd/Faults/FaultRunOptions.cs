using Monitoring.Models.Simulation;

namespace Monitoring.EndToEnd.Faults;

/// <summary>A load, and the server that takes it.</summary>
internal sealed record FaultRunOptions
{
    /// <summary>The bank whose postings are sent.</summary>
    public required SimulationOptions Bank { get; init; }

    /// <summary>Sources of postings.</summary>
    public int Senders { get; init; } = 4;

    /// <summary>Lines of a body at most; each has a seeded number of them.</summary>
    public int LinesMax { get; init; } = 2_000;

    /// <summary>Where bodies are cut and when faults come.</summary>
    public int Seed { get; init; } = 7;

    /// <summary>How long a source waits for an answer before it sends again.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>One account in so many has its postings compared one by one.</summary>
    public int ListedOneIn { get; init; } = 1;

    /// <summary>Arguments of the server besides its data and address.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Most memory the server may ever have, bytes: several times what it needs, and far from what an unbounded queue would take.</summary>
    public long MemoryMax { get; init; } = 1536L << 20;

    /// <summary>A year-like bank in which every rule fires, cut after so many postings.</summary>
    public static SimulationOptions EveryRule(int accounts, long postings) => SimulationPresets.EveryRule(seed: 11) with
    {
        Accounts = accounts,
        // An account has about one posting a day: the cases of the whole run then lie within the postings sent.
        Days = (int)Math.Clamp(postings / accounts, SimulationOptions.PatternDaysMin, SimulationOptions.DaysMax),
        Branches = 3,
        MaxPostings = postings,
        Patterns = new PatternOptions { CasesPerKind = Math.Max(4, accounts / 100), DisguisedPermille = 0, MinStrength = 50 },
    };
}
