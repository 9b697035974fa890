using Monitoring.Contracts.Grain;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema.Nodes;

/// <summary>Flows of a period.</summary>
[GraphQLName("Flow")]
[GraphQLDescription("What went out of and into an account in a period; reversed postings of the same period are not in it.")]
public sealed record FlowNode(long Debits, long Credits, int DebitCount, int CreditCount)
{
    /// <summary>The flows as the grain has them.</summary>
    internal static FlowNode Of(FlowTotals totals) => new(totals.Debits, totals.Credits, totals.DebitCount, totals.CreditCount);

    /// <summary>The flows of a business day: none unless it is the account's latest.</summary>
    internal static FlowNode OfDay(LedgerFigures? figures, DateOnly today) => Of(figures?.Day == today ? figures.DayFlows : default);

    /// <summary>The flows of the month of a business day.</summary>
    internal static FlowNode OfMonth(LedgerFigures? figures, DateOnly today) =>
        Of(figures?.Day is { } day && day.Year == today.Year && day.Month == today.Month ? figures.MonthFlows : default);
}
