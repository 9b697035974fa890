using Monitoring.Contracts.Alert;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema.Nodes;

/// <summary>How many alerts of a severity.</summary>
[GraphQLName("SeverityCount")]
public sealed record SeverityCountNode(Severity Severity, int Count)
{
    /// <summary>One entry for each severity, zeros included.</summary>
    internal static IReadOnlyList<SeverityCountNode> Sum(IEnumerable<(Severity Severity, long Count)> counts)
    {
        var sums = counts.GroupBy(count => count.Severity).ToDictionary(group => group.Key, group => group.Sum(count => count.Count));
        return [.. Enum.GetValues<Severity>().Order().Select(
            severity => new SeverityCountNode(severity, Figures.Int(sums.GetValueOrDefault(severity))))];
    }
}
