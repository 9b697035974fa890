using Monitoring.Grains.Queries;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema.Loaders;

/// <summary>Numbers of open alerts by branch and severity, each branch its own only.</summary>
public sealed class OpenAlertCountLoader(IAlertReader alerts) : BatchLoader<string, IReadOnlyList<BranchSeverityCount>>
{
    /// <inheritdoc/>
    protected override async Task<IReadOnlyDictionary<string, IReadOnlyList<BranchSeverityCount>>> LoadBatchAsync(
        IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var counts = await alerts.CountOpenAlertsAsync(keys.ToArray(), cancellationToken);
        return counts.GroupBy(count => count.Branch, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, IReadOnlyList<BranchSeverityCount> (group) => [.. group], StringComparer.Ordinal);
    }
}
