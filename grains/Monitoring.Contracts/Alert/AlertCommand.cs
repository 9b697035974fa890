using Orleans;

namespace Monitoring.Contracts.Alert;

/// <summary>What a person, or the escalation clock, asks of an alert. A closed family.</summary>
/// <param name="Alert">The alert meant.</param>
/// <param name="Actor">Who asks; authenticated by the caller.</param>
/// <param name="Note">Free text, at most <see cref="Ledger.Limits.TextLengthMax"/> characters.</param>
[GenerateSerializer, Alias("alert-command"), Immutable]
public abstract record AlertCommand([property: Id(0)] AlertId Alert, [property: Id(1)] string Actor, [property: Id(2)] string? Note)
{
    /// <summary>Version the alert must still have, as the actor saw it; <c>null</c> when any will do.</summary>
    [Id(3)] public int? IfVersion { get; init; }
}

/// <summary>Someone has seen it.</summary>
[GenerateSerializer, Alias("acknowledge-alert"), Immutable]
public sealed record AcknowledgeAlert(AlertId Alert, string Actor, string? Note) : AlertCommand(Alert, Actor, Note);

/// <summary>Gives it to someone, who investigates from then on.</summary>
/// <param name="Assignee">Staff id.</param>
[GenerateSerializer, Alias("assign-alert"), Immutable]
public sealed record AssignAlert(AlertId Alert, string Actor, string? Note, [property: Id(0)] string Assignee) : AlertCommand(Alert, Actor, Note);

/// <summary>Calls the next level, by hand with a reason or by the clock.</summary>
/// <param name="ToLevel">Level wanted, 1 to 3; <c>null</c> for one above the present.</param>
[GenerateSerializer, Alias("escalate-alert"), Immutable]
public sealed record EscalateAlert(AlertId Alert, string Actor, string? Note, [property: Id(0)] int? ToLevel) : AlertCommand(Alert, Actor, Note);

/// <summary>Closes it; of a high or critical one this is a proposal which a second person decides.</summary>
/// <param name="Outcome">Confirmed, false positive or explained.</param>
[GenerateSerializer, Alias("close-alert"), Immutable]
public sealed record CloseAlert(AlertId Alert, string Actor, string? Note, [property: Id(0)] AlertOutcome Outcome) : AlertCommand(Alert, Actor, Note);

/// <summary>Decides a proposal to close; never by who proposed it.</summary>
/// <param name="Approve">Whether the alert is closed, or goes back to work.</param>
[GenerateSerializer, Alias("decide-close"), Immutable]
public sealed record DecideClose(AlertId Alert, string Actor, string? Note, [property: Id(0)] bool Approve) : AlertCommand(Alert, Actor, Note);
