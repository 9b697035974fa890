using Monitoring.Api.Schema.Nodes;
using Monitoring.Grains.Queries;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema.Lists;

/// <summary>Pages of open items.</summary>
internal static class SettlementItemLists
{
    /// <summary>Open items of a settlement account, oldest first.</summary>
    public static Task<Connection<SettlementItemNode>> OfAsync(
        IBankReader bank, string account, int? first, string? after, CancellationToken cancellationToken) =>
        Connection.ForwardAsync<SettlementItemNode>(
            first,
            after,
            item => PageCursor.Of(item.Sequence),
            async (key, limit) =>
            {
                var page = await bank.ListOpenItemsAsync(account, PageCursor.Number(key) ?? 0, limit, cancellationToken);
                return [.. page.Items.Select(item => new SettlementItemNode(item))];
            },
            async token => Figures.Int(await bank.CountOpenItemsAsync(account, token)));
}
