using Monitoring.Contracts.Alert;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema.Inputs;

/// <summary>Someone has seen an alert.</summary>
public sealed record AcknowledgeAlertInput(
    [property: GraphQLId] string Id,
    string? Note,
    [property: GraphQLDescription("Refused with VERSION_CHANGED if the alert is no longer at this version.")] long? IfVersion);

/// <summary>Gives an alert to someone.</summary>
public sealed record AssignAlertInput([property: GraphQLId] string Id, string Assignee, string? Note, long? IfVersion);

/// <summary>Calls the next level.</summary>
public sealed record EscalateAlertInput([property: GraphQLId] string Id, string Reason, long? IfVersion);

/// <summary>Closes an alert, or proposes to.</summary>
public sealed record CloseAlertInput(
    [property: GraphQLId] string Id,
    [property: GraphQLDescription("Any but EXPLAINED_BY_REVERSAL, which only the platform finds.")] AlertOutcome Outcome,
    string Note,
    long? IfVersion);

/// <summary>Decides a proposal.</summary>
public sealed record DecideApprovalInput([property: GraphQLId] string Id, ApprovalDecision Decision, string Reason);

/// <summary>A decision.</summary>
public enum ApprovalDecision
{
    /// <summary>Do it.</summary>
    Approve,

    /// <summary>Don't.</summary>
    Reject,
}
