using Monitoring.Domain.Calendar;
using Monitoring.Grains.Queries;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema.Loaders;

/// <summary>Totals of branches, each its own accounts only, with the flows of the present business day.</summary>
public sealed class BranchTotalsLoader(IBankReader bank, BankCalendar calendar, TimeProvider clock)
    : BatchLoader<string, IReadOnlyList<BranchTotalRow>>
{
    /// <inheritdoc/>
    protected override async Task<IReadOnlyDictionary<string, IReadOnlyList<BranchTotalRow>>> LoadBatchAsync(
        IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var rows = await bank.GetBranchTotalsAsync(keys.ToArray(), calendar.BusinessDateOf(clock.GetUtcNow()), cancellationToken);
        return rows.GroupBy(row => row.Branch, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, IReadOnlyList<BranchTotalRow> (group) => [.. group], StringComparer.Ordinal);
    }
}
