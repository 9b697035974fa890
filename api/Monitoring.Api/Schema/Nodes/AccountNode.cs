using Monitoring.Api.Schema.Lists;
using Monitoring.Api.Schema.Loaders;
using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Alert;
using Monitoring.Domain.Detection;
using Monitoring.Grains.Queries;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema.Nodes;

/// <summary>An account: its row as committed, and on demand what only its grain knows.</summary>
[GraphQLName("Account")]
public sealed class AccountNode(LedgerRow row)
{
    /// <summary>Account id.</summary>
    [GraphQLId]
    public string Id => row.Id;

    /// <summary>Its kind.</summary>
    public AccountKind Kind => row.AccountKind!.Value;

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

    /// <summary>When it was opened.</summary>
    public DateTimeOffset? OpenedAt => row.OpenedAt;

    /// <summary>Who brought it.</summary>
    public async Task<OpeningKind?> OpenedByAsync(LedgerFiguresLoader figures) =>
        OpeningKinds.Of((await FiguresAsync(figures))?.Account?.OpenedBy);

    /// <summary>Last posting.</summary>
    [GraphQLDescription("The last posting's instant, of any channel.")]
    public DateTimeOffset? LastMovement => row.LastMovement;

    /// <summary>Last movement of the customer's.</summary>
    [GraphQLDescription("The last movement the customer initiated: any but interest, fees and reversals.")]
    public async Task<DateTimeOffset?> LastCustomerMovementAsync(LedgerFiguresLoader figures) =>
        (await FiguresAsync(figures))?.LastCustomerMovement;

    /// <summary>Flows of the business day.</summary>
    public async Task<FlowNode> TodayAsync(LedgerFiguresLoader figures, BankDay day) =>
        FlowNode.OfDay(await FiguresAsync(figures), day.Today);

    /// <summary>Flows of the month.</summary>
    public async Task<FlowNode> ThisMonthAsync(LedgerFiguresLoader figures, BankDay day) =>
        FlowNode.OfMonth(await FiguresAsync(figures), day.Today);

    /// <summary>Month-average balance.</summary>
    [GraphQLDescription(
        "Sum of end-of-business-day balances over the days the account was open in the month, divided by those days. `month` as "
        + "2026-11, the current one if left out; null if it was not open then. Kept for the current month and the one before.")]
    public async Task<long?> MonthAverageBalanceAsync(string? month, LedgerFiguresLoader figures, BankDay day)
    {
        var asked = day.MonthOf(month);
        var averages = (await FiguresAsync(figures))?.MonthAverages ?? [];
        return averages.Where(average => average.Month == asked).Select(average => (long?)average.Balance).SingleOrDefault();
    }

    /// <summary>How closely it is reconciled.</summary>
    public async Task<ReconciliationClass> ClassAsync(OpenAlertsLoader alerts) =>
        ReconciliationClasses.Of((await OpenAsync(alerts)).Select(alert => alert.Record.Rule));

    /// <summary>Weight of its open alerts and of the model's score.</summary>
    [GraphQLDescription("0 to 1: how much its open alerts and `modelScore` weigh together; a model score of 1 weighs like one high alert.")]
    public async Task<double> RiskScoreAsync(OpenAlertsLoader alerts, LedgerFiguresLoader figures) =>
        RiskScore.Of((await OpenAsync(alerts)).Select(alert => alert.Record.Severity), (await FiguresAsync(figures))?.ModelScore);

    /// <summary>The model's score.</summary>
    [GraphQLDescription("0 to 1: the model's score of the account as last recorded; null while it never was worth recording (below 0.05).")]
    public async Task<double?> ModelScoreAsync(LedgerFiguresLoader figures) => (await FiguresAsync(figures))?.ModelScore;

    /// <summary>Its model.</summary>
    [GraphQLDescription("Version of the model that gave `modelScore`.")]
    public async Task<string?> ModelVersionAsync(LedgerFiguresLoader figures) => (await FiguresAsync(figures))?.ModelVersion;

    /// <summary>Alerts not closed.</summary>
    [GraphQLDescription("Alerts that are not closed, lines of the monthly list included.")]
    public int OpenAlerts => row.OpenAlerts;

    /// <summary>Its postings.</summary>
    [GraphQLDescription("Newest first, by sequence.")]
    public Task<Connection<PostingNode>> PostingsAsync(
        IBankReader bank, CancellationToken cancellationToken, int? first = 50, string? after = null) =>
        PostingLists.OfAsync(bank, row, first, after, cancellationToken);

    /// <summary>Its alerts.</summary>
    [GraphQLDescription("Newest first, lines of the monthly list included.")]
    public async Task<Connection<AlertNode>> AlertsAsync(
        IAlertReader alerts, BranchViewLoader views, GraphQLRequestContext context, CancellationToken cancellationToken,
        int? first = 50, string? after = null) =>
        await AlertLists.OfAccountAsync(alerts, row.Id, await views.OfAsync(context), first, after, cancellationToken);

    private Task<LedgerFigures?> FiguresAsync(LedgerFiguresLoader figures) => figures.LoadAsync((row.Grain, row.Id));

    private async Task<IReadOnlyList<AlertRow>> OpenAsync(OpenAlertsLoader alerts) =>
        row.OpenAlerts == 0 ? [] : await alerts.LoadAsync(row.Id) ?? [];
}
