using Monitoring.Api.Schema.Loaders;
using Monitoring.Contracts.Alert;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema.Nodes;

/// <summary>What is proposed.</summary>
public enum ApprovalKind
{
    /// <summary>To close an alert.</summary>
    CloseAlert,
}

/// <summary>Where a proposal stands.</summary>
public enum ApprovalState
{
    /// <summary>Waits for a second person.</summary>
    Pending,

    /// <summary>A second person agreed.</summary>
    Approved,

    /// <summary>A second person refused.</summary>
    Rejected,

    /// <summary>Overtaken.</summary>
    [GraphQLDescription("Nobody decided: the alert's evidence was reversed, which closed it.")]
    Lapsed,
}

/// <summary>A proposal.</summary>
[GraphQLName("Approval")]
[GraphQLDescription("What one person proposed and another has to decide.")]
public sealed class ApprovalNode(Proposal proposal)
{
    /// <summary>Its id.</summary>
    [GraphQLId]
    public string Id => proposal.Id;

    /// <summary>What is proposed.</summary>
    public ApprovalKind Kind => ApprovalKind.CloseAlert;

    /// <summary>Where it stands.</summary>
    public ApprovalState State => proposal.State;

    /// <summary>The alert.</summary>
    [GraphQLDescription("As it is now.")]
    public async Task<AlertNode?> AlertAsync(AlertLoader alerts) =>
        await alerts.LoadAsync(proposal.Proposed.Alert.Id) is { } row ? new AlertNode(row) : null;

    /// <summary>The proposed outcome.</summary>
    [GraphQLDescription("What the alert is proposed to be closed as.")]
    public AlertOutcome? Outcome => proposal.Proposed.Alert.ProposedOutcome;

    /// <summary>Who proposed.</summary>
    public string ProposedBy => AlertEventNode.ActorOf(proposal.Proposed);

    /// <summary>When.</summary>
    public DateTimeOffset ProposedAt => proposal.Proposed.At;

    /// <summary>Why.</summary>
    [GraphQLDescription("The proposer's.")]
    public string Reason => proposal.Proposed.Note ?? "";

    /// <summary>Who decided.</summary>
    public string? DecidedBy => IsDecided ? AlertEventNode.ActorOf(proposal.Ended!) : null;

    /// <summary>When.</summary>
    public DateTimeOffset? DecidedAt => IsDecided ? proposal.Ended!.At : null;

    /// <summary>Why.</summary>
    [GraphQLDescription("The decider's.")]
    public string? DecisionReason => IsDecided ? proposal.Ended!.Note : null;

    private bool IsDecided => proposal.State is ApprovalState.Approved or ApprovalState.Rejected;
}
