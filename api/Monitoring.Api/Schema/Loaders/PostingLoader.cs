using System.Collections.Concurrent;
using Monitoring.Api.Schema.Nodes;
using Monitoring.Grains.Queries;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema.Loaders;

/// <summary>Postings by account and sequence; one read for each account.</summary>
public sealed class PostingLoader(IBankReader bank) : BatchLoader<(string Account, long Sequence), PostingNode>
{
    /// <summary>Accounts read at a time: the store answers people's queries on a few connections.</summary>
    private const int ReadsMax = 4;

    /// <inheritdoc/>
    protected override async Task<IReadOnlyDictionary<(string Account, long Sequence), PostingNode>> LoadBatchAsync(
        IReadOnlyList<(string Account, long Sequence)> keys, CancellationToken cancellationToken)
    {
        var found = new ConcurrentDictionary<(string Account, long Sequence), PostingNode>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = ReadsMax, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(keys.GroupBy(key => key.Account, StringComparer.Ordinal), options, async (account, token) =>
        {
            foreach (var entry in await bank.GetEntriesAsync(account.Key, [.. account.Select(key => key.Sequence)], token))
            {
                if (entry is not null && PostingNode.Of(entry, account.Key) is { } posting) found[(account.Key, entry.Sequence)] = posting;
            }
        });
        return found;
    }
}
