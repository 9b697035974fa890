using Orleans;

namespace Monitoring.Contracts.Grain;

/// <summary>Debits and credits of a period, minor units and counts; reversed postings are taken out.</summary>
/// <param name="Debits">Sum of debits, minor units.</param>
/// <param name="Credits">Sum of credits, minor units.</param>
/// <param name="DebitCount">Number of debits.</param>
/// <param name="CreditCount">Number of credits.</param>
[GenerateSerializer, Alias("flow-totals"), Immutable]
public readonly record struct FlowTotals(
    [property: Id(0)] long Debits,
    [property: Id(1)] long Credits,
    [property: Id(2)] int DebitCount,
    [property: Id(3)] int CreditCount);
