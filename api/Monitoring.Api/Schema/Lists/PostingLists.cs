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
        Connection.ForwardPageAsync<PostingNode>(
            first,
            after,
            posting => PageCursor.Of(posting.Sequence),
            async (key, size) =>
            {
                var page = await bank.ListPostingsAsync(row.Id, PageCursor.Number(key), Math.Max(size, 1), cancellationToken);
                var postings = page.Items.Take(size).Select(entry => PostingNode.Of(entry, row.Id)).OfType<PostingNode>();
                return ([.. postings], page.HasMore || page.Items.Count > size);
            },
            _ => Task.FromResult(Figures.Int(row.PostingCount)));
}
