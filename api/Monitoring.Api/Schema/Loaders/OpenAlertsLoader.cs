using Monitoring.Grains.Queries;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema.Loaders;

/// <summary>Open alerts by account or settlement account.</summary>
public sealed class OpenAlertsLoader(IAlertReader alerts) : BatchLoader<string, IReadOnlyList<AlertRow>>
{
    /// <inheritdoc/>
    protected override async Task<IReadOnlyDictionary<string, IReadOnlyList<AlertRow>>> LoadBatchAsync(
        IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var lists = await alerts.GetOpenAlertsAsync(keys, cancellationToken);
        return keys.Zip(lists).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
    }
}
