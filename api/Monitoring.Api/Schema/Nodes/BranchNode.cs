using Monitoring.Api.Schema.Inputs;
using Monitoring.Api.Schema.Lists;
using Monitoring.Api.Schema.Loaders;
using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Queries;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema.Nodes;

/// <summary>A branch, known by its id; the rest is read once an operation for all branches.</summary>
[GraphQLName("Branch")]
public sealed class BranchNode(string id)
{
    /// <summary>Branch id.</summary>
    [GraphQLId]
    public string Id => id;

    /// <summary>Its name.</summary>
    public async Task<string> NameAsync(BranchViewLoader views, GraphQLRequestContext context) =>
        (await views.OfAsync(context)).Tree.Row(id).Name;

    /// <summary>The branch above.</summary>
    [GraphQLDescription("The branch above it, if the caller may see that.")]
    public async Task<BranchNode?> ParentAsync(BranchViewLoader views, GraphQLRequestContext context)
    {
        var view = await views.OfAsync(context);
        return view.Tree.Row(id).Parent is { } parent && view.Sees(parent) ? new BranchNode(parent) : null;
    }

    /// <summary>Branches right below.</summary>
    [GraphQLCost(ListSize = 100)]
    public async Task<IReadOnlyList<BranchNode>> ChildrenAsync(BranchViewLoader views, GraphQLRequestContext context)
    {
        var view = await views.OfAsync(context);
        return [.. view.Tree.ChildrenOf(id).Where(view.Sees).Select(child => new BranchNode(child))];
    }

    /// <summary>Totals of its own customer accounts.</summary>
    [GraphQLDescription("The branch's own customer accounts; children and settlement accounts not included.")]
    public async Task<IReadOnlyList<BranchTotalNode>> TotalsAsync(
        BranchTotalsLoader totals, BranchViewLoader views, GraphQLRequestContext context) =>
        await IsVisibleAsync(views, context) ? BranchTotalNode.Sum(await totals.LoadAsync(id) ?? []) : [];

    /// <summary>Totals of the customer accounts of the subtree.</summary>
    [GraphQLDescription("Its own and those of every branch below it.")]
    public async Task<IReadOnlyList<BranchTotalNode>> SubtreeTotalsAsync(
        BranchTotalsLoader totals, BranchViewLoader views, GraphQLRequestContext context)
    {
        var all = await totals.LoadManyAsync((await views.OfAsync(context)).Restrict(id)!);
        return BranchTotalNode.Sum(all.SelectMany(rows => rows ?? []));
    }

    /// <summary>Totals of its own settlement accounts.</summary>
    [GraphQLDescription("The branch's own settlement accounts.")]
    public async Task<IReadOnlyList<SettlementTotalNode>> SettlementTotalsAsync(
        BranchTotalsLoader totals, BranchViewLoader views, GraphQLRequestContext context) =>
        await IsVisibleAsync(views, context) ? SettlementTotalNode.Of(await totals.LoadAsync(id) ?? []) : [];

    /// <summary>Its own settlement accounts.</summary>
    [GraphQLDescription("The branch's own, by id.")]
    public async Task<IReadOnlyList<SettlementAccountNode>> SettlementAccountsAsync(
        SettlementAccountsLoader accounts, BranchViewLoader views, GraphQLRequestContext context) =>
        await IsVisibleAsync(views, context)
            ? [.. (await accounts.LoadAsync(id) ?? []).Select(row => new SettlementAccountNode(row))]
            : [];

    /// <summary>Open alerts of the subtree.</summary>
    [GraphQLDescription(
        "Alerts not closed, of the branch and every branch below it, lines of the monthly list included; one entry for each severity.")]
    public async Task<IReadOnlyList<SeverityCountNode>> OpenAlertsAsync(
        OpenAlertCountLoader counts, BranchViewLoader views, GraphQLRequestContext context)
    {
        var all = await counts.LoadManyAsync((await views.OfAsync(context)).Restrict(id)!);
        return SeverityCountNode.Sum(all.SelectMany(rows => rows ?? []).Select(row => (row.Severity, row.Count)));
    }

    /// <summary>Alerts of the subtree.</summary>
    [GraphQLDescription("Of the branch and every branch below it.")]
    public async Task<Connection<AlertNode>> AlertsAsync(
        IAlertReader alerts, BranchViewLoader views, GraphQLRequestContext context, CancellationToken cancellationToken,
        AlertFilterInput? filter = null, int? first = 50, string? after = null)
    {
        var view = await views.OfAsync(context);
        var port = AlertLists.FilterOf(filter, view);
        var own = view.Restrict(id)!;
        port = port with { Branches = port.Branches is { } asked ? [.. asked.Intersect(own)] : own };
        return await AlertLists.PageAsync(alerts, port, AlertOrder.RaisedAtDescending, first, after, cancellationToken);
    }

    private async Task<bool> IsVisibleAsync(BranchViewLoader views, GraphQLRequestContext context) => (await views.OfAsync(context)).Sees(id);
}
