using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Queries;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema.Nodes;

/// <summary>A total of customer accounts.</summary>
[GraphQLName("BranchTotal")]
public sealed record BranchTotalNode(string Currency, AccountKind Kind, long Balance, int Accounts, long DebitsToday, long CreditsToday)
{
    /// <summary>Sums rows by currency and kind, in that order.</summary>
    internal static IReadOnlyList<BranchTotalNode> Sum(IEnumerable<BranchTotalRow> rows) =>
    [
        .. rows.Where(row => row.AccountKind is not null)
            .GroupBy(row => (row.Currency, Kind: row.AccountKind!.Value))
            .OrderBy(group => group.Key.Currency, StringComparer.Ordinal).ThenBy(group => group.Key.Kind)
            .Select(group => new BranchTotalNode(
                group.Key.Currency,
                group.Key.Kind,
                Figures.Long(group.Aggregate(Int128.Zero, (sum, row) => sum + row.Balance)),
                Figures.Int(group.Sum(row => row.Accounts)),
                Figures.Long(group.Aggregate(Int128.Zero, (sum, row) => sum + row.Debits)),
                Figures.Long(group.Aggregate(Int128.Zero, (sum, row) => sum + row.Credits)))),
    ];
}
