using Monitoring.Contracts.Alert;
using Monitoring.Grains.Queries;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema.Loaders;

/// <summary>Alerts by id.</summary>
public sealed class AlertLoader(IAlertReader alerts) : BatchLoader<AlertId, AlertRow>
{
    /// <inheritdoc/>
    protected override async Task<IReadOnlyDictionary<AlertId, AlertRow>> LoadBatchAsync(
        IReadOnlyList<AlertId> keys, CancellationToken cancellationToken)
    {
        var rows = await alerts.GetAlertsAsync(keys, cancellationToken);
        return rows.OfType<AlertRow>().ToDictionary(row => row.Record.Id);
    }
}
