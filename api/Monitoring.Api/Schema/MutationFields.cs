using Monitoring.Api.Auth;
using Monitoring.Api.Schema.Inputs;
using Monitoring.Api.Schema.Nodes;
using Monitoring.Contracts.Alert;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema;

/// <summary>What people do about alerts. The answer is given when it is durable.</summary>
public sealed class MutationFields(AlertActions actions)
{
    /// <summary>Someone has seen it.</summary>
    [GraphQLDescription("The caller has seen it: OPEN becomes ACKNOWLEDGED.")]
    public Task<AlertPayload> AcknowledgeAlertAsync(
        AcknowledgeAlertInput input, GraphQLRequestContext context, CancellationToken cancellationToken)
    {
        var checks = new InputCheck().Text("note", input.Note, isRequired: false);
        return actions.ActAsync(
            context.CallerOf(Right.Act),
            input.Id,
            input.IfVersion,
            checks,
            (alert, actor) => new AcknowledgeAlert(alert, actor, InputCheck.Clean(input.Note)),
            cancellationToken);
    }

    /// <summary>Gives it to someone.</summary>
    [GraphQLDescription("Names who looks into it: the alert becomes INVESTIGATING.")]
    public Task<AlertPayload> AssignAlertAsync(AssignAlertInput input, GraphQLRequestContext context, CancellationToken cancellationToken)
    {
        var checks = new InputCheck().Name("assignee", input.Assignee).Text("note", input.Note, isRequired: false);
        return actions.ActAsync(
            context.CallerOf(Right.Act),
            input.Id,
            input.IfVersion,
            checks,
            (alert, actor) => new AssignAlert(alert, actor, InputCheck.Clean(input.Note), input.Assignee.Trim()),
            cancellationToken);
    }

    /// <summary>Calls the next level.</summary>
    [GraphQLDescription("Raises the level by one, with a reason.")]
    public Task<AlertPayload> EscalateAlertAsync(
        EscalateAlertInput input, GraphQLRequestContext context, CancellationToken cancellationToken)
    {
        var checks = new InputCheck().Text("reason", input.Reason, isRequired: true);
        return actions.ActAsync(
            context.CallerOf(Right.Act),
            input.Id,
            input.IfVersion,
            checks,
            (alert, actor) => new EscalateAlert(alert, actor, InputCheck.Clean(input.Reason), null),
            cancellationToken);
    }

    /// <summary>Closes it, or proposes to.</summary>
    [GraphQLDescription("LOW and MEDIUM: closes. HIGH and CRITICAL: proposes to close, and a second person decides.")]
    public Task<AlertPayload> CloseAlertAsync(CloseAlertInput input, GraphQLRequestContext context, CancellationToken cancellationToken)
    {
        var checks = new InputCheck().Text("note", input.Note, isRequired: true);
        return actions.ActAsync(
            context.CallerOf(Right.Act),
            input.Id,
            input.IfVersion,
            checks,
            (alert, actor) => new CloseAlert(alert, actor, InputCheck.Clean(input.Note), input.Outcome),
            cancellationToken);
    }

    /// <summary>Decides a proposal.</summary>
    [GraphQLDescription("Decides what another person proposed.")]
    public Task<ApprovalPayload> DecideApprovalAsync(
        DecideApprovalInput input, GraphQLRequestContext context, CancellationToken cancellationToken)
    {
        var checks = new InputCheck().Text("reason", input.Reason, isRequired: true);
        return actions.DecideAsync(context.CallerOf(Right.Decide), input, checks, cancellationToken);
    }
}
