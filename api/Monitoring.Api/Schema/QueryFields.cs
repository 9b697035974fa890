using Monitoring.Api.Auth;
using Monitoring.Api.Schema.Inputs;
using Monitoring.Api.Schema.Lists;
using Monitoring.Api.Schema.Loaders;
using Monitoring.Api.Schema.Nodes;
using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Calendar;
using Monitoring.Grains.Queries;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema;

/// <summary>The queries. All figures are read from what is committed, within what the caller may see.</summary>
public sealed class QueryFields(IBankReader bank, IAlertReader alerts)
{
    /// <summary>An account.</summary>
    public async Task<AccountNode?> AccountAsync(
        [GraphQLId] string id, LedgerLoader ledgers, BranchViewLoader views, GraphQLRequestContext context) =>
        await VisibleAsync(id, GrainKind.Account, ledgers, views, context) is { } row ? new AccountNode(row) : null;

    /// <summary>Accounts.</summary>
    [GraphQLDescription("By id, ascending.")]
    public async Task<Connection<AccountNode>> AccountsAsync(
        BranchViewLoader views, GraphQLRequestContext context, CancellationToken cancellationToken,
        AccountFilterInput? filter = null, int? first = 50, string? after = null) =>
        await AccountLists.PageAsync(bank, AccountLists.FilterOf(filter, await views.OfAsync(context)), first, after, cancellationToken);

    /// <summary>A branch.</summary>
    public async Task<BranchNode?> BranchAsync(
        [GraphQLId] string id, BranchViewLoader views, BranchTotalsLoader totals, GraphQLRequestContext context)
    {
        var view = await views.OfAsync(context);
        if (!view.Sees(id)) return null;
        return view.Tree.IsDeclared(id) || await totals.LoadAsync(id) is { Count: > 0 } ? new BranchNode(id) : null;
    }

    /// <summary>All branches.</summary>
    [GraphQLDescription("By id; also those that nobody declared but that have accounts.")]
    [GraphQLCost(ListSize = 100)]
    public async Task<IReadOnlyList<BranchNode>> BranchesAsync(
        BranchViewLoader views, BankDay day, GraphQLRequestContext context, CancellationToken cancellationToken)
    {
        var view = await views.OfAsync(context);
        var withAccounts = await bank.GetBranchTotalsAsync(null, day.Today, cancellationToken);
        return
        [
            .. view.Tree.Ids.Union(withAccounts.Select(total => total.Branch), StringComparer.Ordinal)
                .Where(view.Sees)
                .Order(StringComparer.Ordinal)
                .Select(id => new BranchNode(id)),
        ];
    }

    /// <summary>A settlement account.</summary>
    public async Task<SettlementAccountNode?> SettlementAccountAsync(
        [GraphQLId] string id, LedgerLoader ledgers, BranchViewLoader views, GraphQLRequestContext context) =>
        await VisibleAsync(id, GrainKind.SettlementAccount, ledgers, views, context) is { } row ? new SettlementAccountNode(row) : null;

    /// <summary>An alert.</summary>
    public async Task<AlertNode?> AlertAsync(
        [GraphQLId] string id, AlertLoader loader, BranchViewLoader views, GraphQLRequestContext context)
    {
        var view = await views.OfAsync(context);
        if (!AlertId.TryParse(id, out var alert)) return null;
        return await loader.LoadAsync(alert) is { } row && view.Sees(row.Record.Branch) ? new AlertNode(row) : null;
    }

    /// <summary>Alerts.</summary>
    public async Task<Connection<AlertNode>> AlertsAsync(
        BranchViewLoader views, GraphQLRequestContext context, CancellationToken cancellationToken,
        AlertFilterInput? filter = null, [GraphQLDefault("RAISED_AT_DESC")] AlertOrderInput? orderBy = AlertOrderInput.RaisedAtDesc,
        int? first = 50, string? after = null)
    {
        var order = (orderBy ?? AlertOrderInput.RaisedAtDesc).ToPort();
        return await AlertLists.PageAsync(
            alerts, AlertLists.FilterOf(filter, await views.OfAsync(context)), order, first, after, cancellationToken);
    }

    /// <summary>Numbers of alerts.</summary>
    [GraphQLDescription("How many alerts the filter lets through, one entry for each severity, zeros included.")]
    public async Task<IReadOnlyList<SeverityCountNode>> AlertCountsAsync(
        BranchViewLoader views, GraphQLRequestContext context, CancellationToken cancellationToken, AlertFilterInput? filter = null)
    {
        var counts = await alerts.CountAlertsAsync(AlertLists.FilterOf(filter, await views.OfAsync(context)), cancellationToken);
        return SeverityCountNode.Sum(counts.Select(count => (count.Severity, count.Count)));
    }

    /// <summary>The quarantine.</summary>
    [GraphQLDescription(
        "Lines the feed refused and kept to be mended, newest first. They belong to no branch: callers confined to one don't see them.")]
    public Task<Connection<QuarantinedLineNode>> QuarantineAsync(
        IQuarantineReader quarantine, GraphQLRequestContext context, CancellationToken cancellationToken,
        int? first = 50, string? after = null)
    {
        if (context.CallerOf().Branch is not null) throw new GraphQLException("You are confined to a branch.", ApiCodes.Forbidden);
        return Connection.ForwardAsync<QuarantinedLineNode>(
            first,
            after,
            line => PageCursor.Of(line.Number),
            async (key, limit) =>
            {
                var page = await quarantine.ListNewestAsync(QuarantineState.Open, PageCursor.Number(key), limit, cancellationToken);
                return [.. page.Items.Select(entry => new QuarantinedLineNode(entry))];
            },
            async token => Figures.Int(await quarantine.CountAsync(QuarantineState.Open, token)));
    }

    /// <summary>The platform.</summary>
    public async Task<SystemNode> SystemAsync(GraphQLRequestContext context, CancellationToken cancellationToken)
    {
        context.CallerOf();
        return new SystemNode(await bank.GetTotalsAsync(cancellationToken));
    }

    /// <summary>The caller.</summary>
    [GraphQLDescription("Who the server takes the caller for.")]
    public ViewerNode Viewer(GraphQLRequestContext context) => new(context.CallerOf());

    private static async Task<LedgerRow?> VisibleAsync(
        string id, GrainKind grain, LedgerLoader ledgers, BranchViewLoader views, GraphQLRequestContext context)
    {
        var view = await views.OfAsync(context);
        return await ledgers.LoadAsync(id) is { } row && row.Grain == grain && view.Sees(row.Branch) ? row : null;
    }
}
