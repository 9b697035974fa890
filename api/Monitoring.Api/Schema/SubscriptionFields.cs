using System.Runtime.CompilerServices;
using Monitoring.Api.Auth;
using Monitoring.Api.Metrics;
using Monitoring.Api.Schema.Nodes;
using Monitoring.Contracts.Alert;
using Monitoring.Grains.Queries;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema;

/// <summary>What is pushed to those who watch. Every event carries its cursor, so that a watcher goes on where it was cut off.</summary>
public sealed class SubscriptionFields(IAlertFeed feed, IBankReader bank, BranchDirectory branches, WatcherMetrics watchers)
{
    /// <summary>Alerts raised.</summary>
    [GraphQLDescription(
        "Alerts as they are raised, lines of the monthly list not included. `after` is a cursor seen before: first what was "
        + "missed, then live.")]
    public IAsyncEnumerable<SubscriptionEvent<AlertNode>> AlertRaisedAsync(
        GraphQLRequestContext context, CancellationToken cancellationToken,
        [GraphQLId] string? branch = null, Severity? minSeverity = null, [GraphQLResume] string? after = null) =>
        WatchAsync(
            context.CallerOf(),
            branch,
            after,
            change => change.Kind == AlertChangeKind.Raised && !change.Alert.ListOnly
                && change.Alert.Severity >= (minSeverity ?? Severity.Low),
            cancellationToken);

    /// <summary>Alerts changed.</summary>
    [GraphQLDescription("Alerts as anything about them changes. `after` as in alertRaised.")]
    public IAsyncEnumerable<SubscriptionEvent<AlertNode>> AlertChangedAsync(
        GraphQLRequestContext context, CancellationToken cancellationToken,
        [GraphQLId] string? branch = null, [GraphQLResume] string? after = null) =>
        WatchAsync(context.CallerOf(), branch, after, static _ => true, cancellationToken);

    private async IAsyncEnumerable<SubscriptionEvent<AlertNode>> WatchAsync(
        Caller caller, string? branch, string? after, Func<AlertEventRow, bool> isWanted,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var from = PageCursor.Number(after) ?? feed.LatestCursor;
        // What was committed just now may stand in a list before it is handed to those who watch.
        if (from > feed.LatestCursor && from > (await bank.GetTotalsAsync(cancellationToken)).AlertCursor)
        {
            throw new GraphQLException(
                "The cursor is newer than anything here: the data was made anew. Read the list again.", ApiCodes.CursorAhead);
        }

        using var watcher = watchers.Begin(from);
        await foreach (var change in feed.WatchAsync(from, cancellationToken))
        {
            watcher.Taken(change);
            if (!isWanted(change) || !await IsVisibleAsync(caller, branch, change.Alert.Branch, cancellationToken)) continue;
            yield return new SubscriptionEvent<AlertNode>(
                PageCursor.Of(change.Cursor), new AlertNode(change.Alert, change.Grain, change.Cursor));
        }
    }

    private async ValueTask<bool> IsVisibleAsync(Caller caller, string? asked, string branch, CancellationToken cancellationToken)
    {
        if (caller.Branch is null && asked is null) return true;
        var tree = await branches.WithAsync(branch, cancellationToken);
        return (caller.Branch is null || tree.Subtree(caller.Branch).Contains(branch)) && (asked is null || tree.Subtree(asked).Contains(
            branch));
    }
}
