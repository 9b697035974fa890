using Monitoring.Api.Schema.Loaders;
using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Queries;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema.Nodes;

/// <summary>An alert as of one of its changes.</summary>
[GraphQLName("Alert")]
public sealed class AlertNode(AlertRecord record, GrainKind grain, long cursor)
{
    /// <summary>The alert of a row.</summary>
    internal AlertNode(AlertRow row)
        : this(row.Record, row.Grain, row.Cursor)
    {
    }

    /// <summary>Alert id.</summary>
    [GraphQLId]
    public string Id => record.Id.ToString();

    /// <summary>Place of the last change.</summary>
    [GraphQLDescription("The place of the last change this object includes, in commit order; what subscriptions take as `after`.")]
    public string Cursor => PageCursor.Of(cursor);

    /// <summary>Number of changes.</summary>
    [GraphQLDescription("Rises with each change; the object with the higher one is the newer.")]
    public long Version => record.Version;

    /// <summary>What it is about.</summary>
    public AlertRule Rule => record.Rule;

    /// <summary>How urgent.</summary>
    public Severity Severity => record.Severity;

    /// <summary>Where it stands.</summary>
    public AlertState State => record.State;

    /// <summary>How it was closed.</summary>
    [GraphQLDescription("Set once closed.")]
    public AlertOutcome? Outcome => record.Outcome;

    /// <summary>The model's score.</summary>
    [GraphQLDescription("0 to 1; of alerts that a model scored.")]
    public double? Score => record.Score;

    /// <summary>Its model.</summary>
    [GraphQLDescription("Version of the model that gave `score`.")]
    public string? ModelVersion => record.ModelVersion;

    /// <summary>When it was raised.</summary>
    [GraphQLDescription("When the platform raised it, by the bank's clock.")]
    public DateTimeOffset RaisedAt => record.RaisedAt;

    /// <summary>Event time.</summary>
    [GraphQLDescription(
        "When what it is about happened: bookedAt of the posting that made the rule fire, or the end of the business day for a rule of "
        + "the calendar.")]
    public DateTimeOffset EventAt => record.EventAt;

    /// <summary>The account.</summary>
    [GraphQLDescription("Null when it is about a settlement account, or the account moved to a branch the caller may not see.")]
    public async Task<AccountNode?> AccountAsync(LedgerLoader ledgers, BranchViewLoader views, GraphQLRequestContext context) =>
        grain == GrainKind.Account && await VisibleAsync(ledgers, views, context) is { } row ? new AccountNode(row) : null;

    /// <summary>The settlement account.</summary>
    [GraphQLDescription("Null when it is about an account, or as in `account`.")]
    public async Task<SettlementAccountNode?> SettlementAccountAsync(
        LedgerLoader ledgers, BranchViewLoader views, GraphQLRequestContext context) =>
        grain == GrainKind.SettlementAccount && await VisibleAsync(ledgers, views, context) is { } row ? new SettlementAccountNode(
            row) : null;

    /// <summary>The branch.</summary>
    [GraphQLDescription("The account's branch when it was raised.")]
    public BranchNode Branch => new(record.Branch);

    /// <summary>Why it stands.</summary>
    public IReadOnlyList<AlertReasonNode> Reasons => [.. record.Reasons.Select(reason => new AlertReasonNode(reason))];

    /// <summary>Postings that made it fire.</summary>
    [GraphQLDescription("The first 20 and the last 80, oldest first.")]
    [GraphQLCost(ListSize = Limits.EvidenceFirst + Limits.EvidenceLast)]
    public async Task<IReadOnlyList<PostingNode>> EvidenceAsync(
        PostingLoader postings, LedgerLoader ledgers, BranchViewLoader views, GraphQLRequestContext context)
    {
        // Postings belong to the account, wherever it is by now.
        if (!(await views.OfAsync(context)).IsWhole && await VisibleAsync(ledgers, views, context) is null) return [];
        var found = await postings.LoadManyAsync(record.Evidence.Select(item => (record.Account, item.Sequence)));
        return [.. found.OfType<PostingNode>()];
    }

    /// <summary>How many postings in all.</summary>
    public int EvidenceCount => Figures.Int(record.EvidenceCount);

    /// <summary>Proposals to close it.</summary>
    [GraphQLDescription("Proposals to close it, oldest first.")]
    public async Task<IReadOnlyList<ApprovalNode>> ApprovalsAsync(AlertHistoryLoader history) =>
        [.. Proposal.In(await history.LoadAsync(record.Id) ?? []).Select(proposal => new ApprovalNode(proposal))];

    /// <summary>Escalation level.</summary>
    [GraphQLDescription("0 as raised, 1 branch supervisor, 2 head-office risk, 3 management and audit.")]
    public int Level => record.Level;

    /// <summary>Who works on it.</summary>
    public string? Assignee => record.Assignee;

    /// <summary>When it escalates.</summary>
    [GraphQLDescription("When it escalates by itself; null once closed or at the highest level.")]
    public DateTimeOffset? DueAt => record.IsOpen && record.Level < Domain.Alert.AlertDecision.LevelMax ? record.DueAt : null;

    /// <summary>Its changes.</summary>
    [GraphQLDescription("Oldest first.")]
    public async Task<IReadOnlyList<AlertEventNode>> HistoryAsync(AlertHistoryLoader history) =>
        AlertEventNode.Of(await history.LoadAsync(record.Id) ?? []);

    private async Task<LedgerRow?> VisibleAsync(LedgerLoader ledgers, BranchViewLoader views, GraphQLRequestContext context)
    {
        var row = await ledgers.LoadAsync(record.Account);
        return row is not null && (await views.OfAsync(context)).Sees(row.Branch) ? row : null;
    }
}
