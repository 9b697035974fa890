using Monitoring.Api.Auth;
using Monitoring.Contracts.Alert;
using Monitoring.Domain.Alert;
using Monitoring.Grains.Queries;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema.Nodes;

/// <summary>What happened to an alert.</summary>
public enum AlertEventKind
{
    /// <summary>Raised.</summary>
    Raised,

    /// <summary>The rule fired again.</summary>
    [GraphQLDescription("More postings joined its evidence.")]
    Grew,

    /// <summary>Seen.</summary>
    Acknowledged,

    /// <summary>Given to someone.</summary>
    Assigned,

    /// <summary>Raised to the next level.</summary>
    [GraphQLDescription("By hand, or by the clock when its time limit ended.")]
    Escalated,

    /// <summary>Closing proposed.</summary>
    CloseProposed,

    /// <summary>Closing refused.</summary>
    CloseRefused,

    /// <summary>Closed.</summary>
    Closed,

    /// <summary>Evidence reversed.</summary>
    [GraphQLDescription("A posting of its evidence was reversed; the rest still stands.")]
    EvidenceReversed,
}

/// <summary>One change of an alert.</summary>
[GraphQLName("AlertEvent")]
public sealed class AlertEventNode(AlertEventRow row, AlertState? before)
{
    /// <summary>Its place.</summary>
    public string Cursor => PageCursor.Of(row.Cursor);

    /// <summary>When.</summary>
    public DateTimeOffset At => row.At;

    /// <summary>Who.</summary>
    [GraphQLDescription("Who did it; `system` for the platform itself.")]
    public string Actor => ActorOf(row);

    /// <summary>What.</summary>
    public AlertEventKind Kind => row.Kind switch
    {
        AlertChangeKind.Raised => AlertEventKind.Raised,
        AlertChangeKind.Grown => AlertEventKind.Grew,
        AlertChangeKind.Acknowledged => AlertEventKind.Acknowledged,
        AlertChangeKind.Assigned => AlertEventKind.Assigned,
        AlertChangeKind.Escalated => AlertEventKind.Escalated,
        AlertChangeKind.CloseProposed => AlertEventKind.CloseProposed,
        AlertChangeKind.CloseRefused => AlertEventKind.CloseRefused,
        AlertChangeKind.Closed => AlertEventKind.Closed,
        AlertChangeKind.EvidenceReversed => AlertEventKind.EvidenceReversed,
        _ => throw new InvalidOperationException($"The change {row.Kind} has no name here."),
    };

    /// <summary>State before.</summary>
    [GraphQLDescription("Null when it was raised.")]
    public AlertState? FromState => before;

    /// <summary>State after.</summary>
    public AlertState ToState => row.Alert.State;

    /// <summary>Severity after.</summary>
    public Severity Severity => row.Alert.Severity;

    /// <summary>Level after.</summary>
    public int Level => row.Alert.Level;

    /// <summary>What the actor wrote.</summary>
    public string? Note => row.Note;

    /// <summary>Who made a change, as shown.</summary>
    internal static string ActorOf(AlertEventRow row) => row.Actor is null or AlertDecision.ClockActor ? Caller.SystemName : row.Actor;

    /// <summary>A history, oldest first.</summary>
    internal static IReadOnlyList<AlertEventNode> Of(IReadOnlyList<AlertEventRow> history) =>
        [.. history.Select((row, i) => new AlertEventNode(row, i == 0 ? null : history[i - 1].Alert.State))];
}
