using Orleans;

namespace Monitoring.Contracts.Alert;

/// <summary>Why an alert stands, as a code and the values that fill its sentence in any language.</summary>
/// <param name="Code">Code of the sentence, as <c>M1_TOTALS</c>.</param>
/// <param name="Arguments">Values by name, in invariant form: money as minor units, durations in hours or days, instants RFC 3339.</param>
[GenerateSerializer, Alias("alert-reason"), Immutable]
public sealed record AlertReason(
    [property: Id(0)] string Code,
    [property: Id(1)] IReadOnlyDictionary<string, string> Arguments);
