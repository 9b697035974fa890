using Orleans;

namespace Monitoring.Contracts.Alert;

/// <summary>A grain's durable answer to an <see cref="AlertCommand"/>.</summary>
/// <param name="Alert">The alert as it stands now; <c>null</c> when the account has no such open alert.</param>
/// <param name="Code">One of <see cref="AlertCodes"/> when refused, else <c>null</c>.</param>
/// <param name="Message">Why, in English, when refused.</param>
[GenerateSerializer, Alias("alert-command-outcome"), Immutable]
public sealed record AlertCommandOutcome(
    [property: Id(0)] AlertRecord? Alert,
    [property: Id(1)] string? Code = null,
    [property: Id(2)] string? Message = null);
