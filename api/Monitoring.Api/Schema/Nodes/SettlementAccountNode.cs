using Monitoring.Api.Schema.Lists;
using Monitoring.Api.Schema.Loaders;
using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Queries;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema.Nodes;

/// <summary>A settlement account.</summary>
[GraphQLName("SettlementAccount")]
public sealed class SettlementAccountNode(LedgerRow row)
{
    /// <summary>Its id.</summary>
    [GraphQLId]
    public string Id => row.Id;

    /// <summary>Its kind.</summary>
    public SettlementKind Kind => row.SettlementKind!.Value;

    /// <summary>Its branch.</summary>
    public BranchNode Branch => new(row.Branch);

    /// <summary>ISO 4217.</summary>
    public string Currency => row.Currency;

    /// <summary>Ledger balance.</summary>
    public long Balance => row.Balance;

    /// <summary>The balance at an instant.</summary>
    [GraphQLCost(Weight = 10)]
    [GraphQLDescription("The opening balance plus all postings booked up to that instant.")]
    public Task<long> BalanceAtAsync(DateTimeOffset at, IBankReader bank, CancellationToken cancellationToken) =>
        LedgerReads.BalanceAtAsync(bank, row, at, cancellationToken);

    /// <summary>Last posting included.</summary>
    [GraphQLDescription("The last posting these figures include; 0 before the first.")]
    public long Sequence => row.PostingSequence;

    /// <summary>Number of postings.</summary>
    public long PostingCount => row.PostingCount;

    /// <summary>Last posting.</summary>
    public DateTimeOffset? LastMovement => row.LastMovement;

    /// <summary>Flows of the business day.</summary>
    public async Task<FlowNode> TodayAsync(LedgerFiguresLoader figures, BankDay day) =>
        FlowNode.OfDay(await figures.LoadAsync((row.Grain, row.Id)), day.Today);

    /// <summary>Its open items.</summary>
    [GraphQLDescription("Oldest first.")]
    public Task<Connection<SettlementItemNode>> OpenItemsAsync(
        IBankReader bank, CancellationToken cancellationToken, int? first = 50, string? after = null) =>
        SettlementItemLists.OfAsync(bank, row.Id, first, after, cancellationToken);

    /// <summary>Its postings.</summary>
    [GraphQLDescription("Newest first, by sequence.")]
    public Task<Connection<PostingNode>> PostingsAsync(
        IBankReader bank, CancellationToken cancellationToken, int? first = 50, string? after = null) =>
        PostingLists.OfAsync(bank, row, first, after, cancellationToken);

    /// <summary>Its alerts.</summary>
    [GraphQLDescription("Newest first.")]
    public async Task<Connection<AlertNode>> AlertsAsync(
        IAlertReader alerts, BranchViewLoader views, GraphQLRequestContext context, CancellationToken cancellationToken,
        int? first = 50, string? after = null) =>
        await AlertLists.OfAccountAsync(alerts, row.Id, await views.OfAsync(context), first, after, cancellationToken);
}
