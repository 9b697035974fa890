using Monitoring.Contracts.Alert;

namespace Monitoring.Grains.Queries;

/// <summary>How many alerts of one severity are not closed in one branch, its own only.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Severity">The severity.</param>
/// <param name="Count">Their number, at least 1.</param>
public readonly record struct BranchSeverityCount(string Branch, Severity Severity, long Count);
