using System.Collections.Concurrent;
using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Grain;
using Monitoring.GraphQL;
using Orleans;

namespace Monitoring.Api.Schema.Loaders;

/// <summary>Running figures that only the grains know, asked of many at a time.</summary>
public sealed class LedgerFiguresLoader(IGrainFactory grains) : BatchLoader<(GrainKind Grain, string Id), LedgerFigures>
{
    /// <summary>Grains asked at a time: enough to fill the journal's read batches, few enough to leave postings their turn.</summary>
    private const int CallsMax = 64;

    /// <inheritdoc/>
    protected override async Task<IReadOnlyDictionary<(GrainKind Grain, string Id), LedgerFigures>> LoadBatchAsync(
        IReadOnlyList<(GrainKind Grain, string Id)> keys, CancellationToken cancellationToken)
    {
        var found = new ConcurrentDictionary<(GrainKind Grain, string Id), LedgerFigures>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = CallsMax, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(keys, options, async (key, _) =>
        {
            if (await grains.LedgerOf(key.Grain, key.Id).GetFiguresAsync() is { } figures) found[key] = figures;
        });
        return found;
    }
}
