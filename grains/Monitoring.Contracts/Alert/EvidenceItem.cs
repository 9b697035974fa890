using Orleans;

namespace Monitoring.Contracts.Alert;

/// <summary>One posting that made a rule fire.</summary>
/// <param name="Sequence">Its sequence in the account's journal.</param>
/// <param name="Amount">Its signed amount, minor units.</param>
/// <param name="Reversed">Whether it was reversed since.</param>
[GenerateSerializer, Alias("evidence-item"), Immutable]
public readonly record struct EvidenceItem([property: Id(0)] long Sequence, [property: Id(1)] long Amount, [property: Id(2)] bool Reversed = false);
