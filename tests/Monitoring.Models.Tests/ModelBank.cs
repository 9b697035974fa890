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
        Irregular = [.. Run.ByAccount.Values.Where((_, i) => i % 3 == 0).SelectMany(list => list).Where(IsIrregular)];
        Postings = [.. Run.ByAccount.Values.SelectMany(list => list)];
    }

    internal SimulationOptions Options { get; }

    internal GatheredRun Run { get; }

    /// <summary>Ordinary postings of every third account but for regular dues, whose words and days no case pretends to.</summary>
    internal IReadOnlyList<SimulatedPosting> Irregular { get; }

    /// <summary>All postings, account by account.</summary>
    internal IReadOnlyList<SimulatedPosting> Postings { get; }

    internal HashSet<string> Mains { get; }

    internal HashSet<string> Involved { get; }

    private static bool IsIrregular(SimulatedPosting posting) => posting.CaseId is null
        && (posting.LifeEvent != LifeEventKind.None || posting.Narrative is not
            ("salary" or "pension" or "tax" or "loan repayment" or "utility" or "harvest" or "subsidy" or "fee" or "interest" or "drawings"
            or "correction"));
}
