using Monitoring.Models.Metrics;

namespace Monitoring.Models.Evaluation;

/// <summary>What rules and model said of a whole simulated bank.</summary>
public sealed record BankResult
{
    /// <summary>The bank's seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Its customer accounts.</summary>
    public required int Accounts { get; init; }

    /// <summary>Length in months.</summary>
    public required double Months { get; init; }

    /// <summary>Postings that were replayed.</summary>
    public required long Postings { get; init; }

    /// <summary>Postings of customers that could be scored, and how many of them the model looked at.</summary>
    public required (long All, long Looked) Scored { get; init; }

    /// <summary>What became of its planted cases; those cut short by the end of the run are left out.</summary>
    public required IReadOnlyList<CaseResult> Cases { get; init; }

    /// <summary>Trails of accounts that take part in no case and were spoken of at all.</summary>
    public required IReadOnlyList<AccountTrail> Ordinary { get; init; }

    /// <summary>Number of accounts that take part in no case.</summary>
    public required int OrdinaryCount { get; init; }

    /// <summary>Trails of the main accounts of cases.</summary>
    public required IReadOnlyList<AccountTrail> Mains { get; init; }

    /// <summary>Trails of all accounts that were spoken of.</summary>
    public required IReadOnlyList<AccountTrail> All { get; init; }

    /// <summary>Scored postings with their truth; those of ordinary life beneath the floor together as one.</summary>
    public required IReadOnlyList<Scored> PostingScores { get; init; }
}
