using Monitoring.Api.Auth;
using Monitoring.Grains.Queries;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema.Loaders;

/// <summary>The branches as the operation's caller sees them, read once an operation.</summary>
public sealed class BranchViewLoader(IBankReader bank) : BatchLoader<Caller, BranchView>
{
    /// <summary>The view of the operation's caller.</summary>
    public async Task<BranchView> OfAsync(GraphQLRequestContext context) => (await LoadAsync(context.CallerOf()))!;

    /// <inheritdoc/>
    protected override async Task<IReadOnlyDictionary<Caller, BranchView>> LoadBatchAsync(
        IReadOnlyList<Caller> keys, CancellationToken cancellationToken)
    {
        var tree = new BranchTree(await bank.ListBranchesAsync(cancellationToken));
        return keys.ToDictionary(caller => caller, caller => new BranchView(tree, caller));
    }
}
