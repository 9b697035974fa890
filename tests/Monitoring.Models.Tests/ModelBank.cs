using Monitoring.Models.Simulation;

namespace Monitoring.Models.Tests;

/// <summary>A small evaluation bank over a year, shared by the tests that look at it.</summary>
[CollectionDefinition(Name)]
public sealed class ModelBank : ICollectionFixture<ModelBank>
{
    public const string Name = "model bank";

    public ModelBank()
    {
        var options = SimulationPresets.Evaluation(77);
        Options = options with { Accounts = 4_000, Branches = 6, Patterns = options.Patterns with { CasesPerKind = 8 } };
        Run = new GatheredRun(Options);
        Mains = Run.Cases.Select(planted => planted.Accounts[0]).ToHashSet();
        Involved = Run.Cases.SelectMany(planted => planted.Accounts).ToHashSet();
        Postings = [.. Run.ByAccount.Values.SelectMany(list => list)];
    }

    internal SimulationOptions Options { get; }

    internal GatheredRun Run { get; }

    /// <summary>All postings, account by account.</summary>
    internal IReadOnlyList<SimulatedPosting> Postings { get; }

    internal HashSet<string> Mains { get; }

    internal HashSet<string> Involved { get; }
}
