using Monitoring.Contracts.Alert;
using Monitoring.Grains.Queries;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema.Loaders;

/// <summary>Changes of alerts, oldest first, by alert.</summary>
public sealed class AlertHistoryLoader(IAlertReader alerts) : BatchLoader<AlertId, IReadOnlyList<AlertEventRow>>
{
    /// <inheritdoc/>
    protected override async Task<IReadOnlyDictionary<AlertId, IReadOnlyList<AlertEventRow>>> LoadBatchAsync(
        IReadOnlyList<AlertId> keys, CancellationToken cancellationToken)
    {
        var lists = await alerts.GetHistoryAsync(keys, cancellationToken);
        return keys.Zip(lists).ToDictionary(pair => pair.First, pair => pair.Second);
    }
}
