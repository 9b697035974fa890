using Monitoring.Api.Schema.Inputs;
using Monitoring.Api.Schema.Nodes;
using Monitoring.Contracts.Alert;
using Monitoring.Grains.Queries;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema.Lists;

/// <summary>Pages of alerts.</summary>
internal static class AlertLists
{
    /// <summary>What a client's filter means to the store, within what the caller may see.</summary>
    public static AlertFilter FilterOf(AlertFilterInput? input, BranchView view) => new()
    {
        States = input?.States,
        Rules = input?.Rules,
        MinSeverity = input?.MinSeverity,
        Severities = input?.Severities,
        Branches = view.Restrict(input?.Branch),
        Account = input?.Account,
        RaisedAfter = input?.RaisedAfter,
        RaisedBefore = input?.RaisedBefore,
        ListOnly = IncludesMonthlyList(input) ? null : false,
    };

    /// <summary>A page of what a filter lets through.</summary>
    public static Task<Connection<AlertNode>> PageAsync(
        IAlertReader alerts, AlertFilter filter, AlertOrder order, int? first, string? after, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<AlertNode, AlertRow>(ReferenceEqualityComparer.Instance);
        return Connection.ForwardAsync<AlertNode>(
            first,
            after,
            node => PageCursor.Of(rows[node], order),
            async (key, limit) =>
            {
                var page = await alerts.ListAlertsAsync(filter, order, PageCursor.Place(key, order), limit, cancellationToken);
                var nodes = new List<AlertNode>(page.Items.Count);
                foreach (var row in page.Items)
                {
                    nodes.Add(new AlertNode(row));
                    rows.Add(nodes[^1], row);
                }

                return nodes;
            },
            async token => Figures.Int((await alerts.CountAlertsAsync(filter, token)).Sum(count => count.Count)));
    }

    /// <summary>
    /// All alerts of an account that the caller may see, newest first: those raised before it moved stay with the branch it was at.
    /// </summary>
    public static Task<Connection<AlertNode>> OfAccountAsync(
        IAlertReader alerts, string account, BranchView view, int? first, string? after, CancellationToken cancellationToken)
    {
        var filter = new AlertFilter { Account = account, Branches = view.Restrict(null) };
        return PageAsync(alerts, filter, AlertOrder.RaisedAtDescending, first, after, cancellationToken);
    }

    /// <summary>Lines of the monthly list show where they are asked for by rule, or for one account.</summary>
    private static bool IncludesMonthlyList(AlertFilterInput? input) =>
        input?.Account is not null || input?.Rules?.Contains(AlertRule.ZeroOrEmpty) == true;
}
