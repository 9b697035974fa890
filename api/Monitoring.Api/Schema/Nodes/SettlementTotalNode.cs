using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Queries;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema.Nodes;

/// <summary>A total of settlement accounts.</summary>
[GraphQLName("SettlementTotal")]
public sealed record SettlementTotalNode(
    string Currency, SettlementKind Kind, long Balance, int Accounts, long DebitsToday, long CreditsToday)
{
    /// <summary>A branch's rows that are of settlement accounts.</summary>
    internal static IReadOnlyList<SettlementTotalNode> Of(IEnumerable<BranchTotalRow> rows) =>
    [
        .. rows.Where(row => row.SettlementKind is not null).Select(row => new SettlementTotalNode(
            row.Currency,
            row.SettlementKind!.Value,
            Figures.Long(row.Balance),
            Figures.Int(row.Accounts),
            Figures.Long(row.Debits),
            Figures.Long(row.Credits))),
    ];
}
