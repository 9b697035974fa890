using Monitoring.Contracts.Reference;
using Orleans;

namespace Monitoring.Contracts.Grain;

/// <summary>An account's or settlement account's running figures, as committed at <see cref="Sequence"/>.</summary>
[GenerateSerializer, Alias("ledger-figures"), Immutable]
public sealed record LedgerFigures
{
    /// <summary>Sequence of the last posting these figures include; 0 before the first.</summary>
    [Id(0)] public required long Sequence { get; init; }

    /// <summary>Number of postings, reversals included.</summary>
    [Id(1)] public required long PostingCount { get; init; }

    /// <summary>Ledger balance, minor units.</summary>
    [Id(2)] public required long Balance { get; init; }

    /// <summary>Business date of the account's open day; <c>null</c> before the first posting.</summary>
    [Id(3)] public required DateOnly? Day { get; init; }

    /// <summary>Flows of <see cref="Day"/>.</summary>
    [Id(4)] public required FlowTotals DayFlows { get; init; }

    /// <summary>Flows of the month of <see cref="Day"/>.</summary>
    [Id(5)] public required FlowTotals MonthFlows { get; init; }

    /// <summary>Latest booking; <c>null</c> before the first.</summary>
    [Id(6)] public required DateTimeOffset? LastMovement { get; init; }

    /// <summary>Latest customer-initiated booking (any but interest, fees and reversals).</summary>
    [Id(7)] public required DateTimeOffset? LastCustomerMovement { get; init; }

    /// <summary>The account's reference data; <c>null</c> for a settlement account.</summary>
    [Id(8)] public required AccountReference? Account { get; init; }

    /// <summary>The settlement account's reference data; <c>null</c> for an account.</summary>
    [Id(9)] public required SettlementReference? Settlement { get; init; }

    /// <summary>Month-average balances that are known: the current month so far and the one before, minor units.</summary>
    [Id(10)] public required IReadOnlyList<MonthAverage> MonthAverages { get; init; }

    /// <summary>The model's score as last recorded, 0 to 1; <c>null</c> when none was worth recording yet.</summary>
    [Id(11)] public double? ModelScore { get; init; }

    /// <summary>Version of the model that gave <see cref="ModelScore"/>.</summary>
    [Id(12)] public string? ModelVersion { get; init; }
}
