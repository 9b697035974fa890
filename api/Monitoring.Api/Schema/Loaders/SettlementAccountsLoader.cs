using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Queries;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema.Loaders;

/// <summary>Settlement accounts by branch; a branch has a handful.</summary>
public sealed class SettlementAccountsLoader(IBankReader bank) : BatchLoader<string, IReadOnlyList<LedgerRow>>
{
    private const int PageSize = 500;

    /// <inheritdoc/>
    protected override async Task<IReadOnlyDictionary<string, IReadOnlyList<LedgerRow>>> LoadBatchAsync(
        IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var filter = new LedgerFilter { Grain = GrainKind.SettlementAccount, Branches = keys.ToArray() };
        var rows = new List<LedgerRow>();
        for (Page<LedgerRow>? page = null; page is null or { HasMore: true };)
        {
            page = await bank.ListLedgersAsync(filter, rows.Count == 0 ? null : rows[^1].Id, PageSize, cancellationToken);
            rows.AddRange(page.Items);
        }

        return rows.GroupBy(row => row.Branch, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, IReadOnlyList<LedgerRow> (group) => [.. group], StringComparer.Ordinal);
    }
}
