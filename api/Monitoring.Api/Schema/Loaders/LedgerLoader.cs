using Monitoring.Grains.Queries;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema.Loaders;

/// <summary>Accounts and settlement accounts by id.</summary>
public sealed class LedgerLoader(IBankReader bank) : BatchLoader<string, LedgerRow>
{
    /// <inheritdoc/>
    protected override async Task<IReadOnlyDictionary<string, LedgerRow>> LoadBatchAsync(
        IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var rows = await bank.GetLedgersAsync(keys, cancellationToken);
        return rows.OfType<LedgerRow>().ToDictionary(row => row.Id, StringComparer.Ordinal);
    }
}
