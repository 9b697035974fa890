using Monitoring.Contracts.Alert;

namespace Monitoring.Grains.Queries;

/// <summary>How many alerts of one severity a filter lets through.</summary>
/// <param name="Severity">The severity.</param>
/// <param name="Count">Their number.</param>
public readonly record struct SeverityCount(Severity Severity, long Count);
