using Monitoring.Api.Schema.Nodes;
using Monitoring.Grains.Queries;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema.Lists;

/// <summary>Pages of postings.</summary>
internal static class PostingLists
{
    /// <summary>Postings of an account or settlement account, newest first.</summary>
    public static Task<Connection<PostingNode>> OfAsync(
        IBankReader bank, LedgerRow row, int? first, string? after, CancellationToken cancellationToken) =>
        Connection.ForwardAsync<PostingNode>(
            first,
            after,
            posting => PageCursor.Of(posting.Sequence),
            async (key, limit) =>
            {
                var page = await bank.ListPostingsAsync(row.Id, PageCursor.Number(key), limit, cancellationToken);
                return [.. page.Items.Select(entry => PostingNode.Of(entry, row.Id)).OfType<PostingNode>()];
            },
            _ => Task.FromResult(Figures.Int(row.PostingCount)));
}
