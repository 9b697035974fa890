namespace Monitoring.Models.Simulation;

/// <summary>A planted case: the truth that no feed carries.</summary>
public sealed record SimulatedCase
{
    /// <summary>C-000001 and so on, in the order in which cases begin.</summary>
    public required string CaseId { get; init; }

    /// <summary>What was planted.</summary>
    public required PatternKind Pattern { get; init; }

    /// <summary>Code of the rule meant to catch it under default parameters (M1, S1 ...); null when no rule is.</summary>
    public required string? Rule { get; init; }

    /// <summary>True: nothing takes it out of the reach of <see cref="Rule"/>, which must fire on <see cref="Accounts"/>[0].</summary>
    public required bool Clear { get; init; }

    /// <summary>From 1 (hardly there) to 100 (blatant).</summary>
    public required int Strength { get; init; }

    /// <summary>Strength by dimension; null for cases whose every dimension follows from <see cref="Strength"/>.</summary>
    public PatternShape? Shape { get; init; }

    /// <summary>How it hides.</summary>
    public required Disguise Disguise { get; init; }

    /// <summary>The accounts involved, the main one first.</summary>
    public required IReadOnlyList<string> Accounts { get; init; }

    /// <summary>What each of <see cref="Accounts"/> does in the case, in the same order.</summary>
    public required IReadOnlyList<CaseRole> Roles { get; init; }

    /// <summary>Ids of the planted postings in time order; empty only for an account that is suspicious for having none.</summary>
    public required IReadOnlyList<string> Postings { get; init; }

    /// <summary>First planted posting, or the day from which the state could be seen.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Last planted posting, or the day at which the state was complete.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>The run ended before the case did.</summary>
    public bool Truncated { get; init; }
}
