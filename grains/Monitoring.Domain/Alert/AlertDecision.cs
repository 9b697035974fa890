using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Ledger;

namespace Monitoring.Domain.Alert;

/// <summary>
/// Decides what people, and the escalation clock, may do with an open alert. Closing one of high severity takes a second person. A command
/// that would change nothing is answered with the alert as it is.
/// </summary>
public static class AlertDecision
{
    /// <summary>Actor under which the escalation clock acts.</summary>
    public const string ClockActor = "clock";

    /// <summary>Highest level: management and audit.</summary>
    public const int LevelMax = 3;

    /// <summary>Decides on one command.</summary>
    public static AlertCommandOutcome Handle(Decision decision, AlertCommand command)
    {
        var alert = decision.State.Detection.Open.FirstOrDefault(open => open.Id == command.Alert);
        if (alert is null) return new AlertCommandOutcome(null, AlertCodes.NotFound, "The account has no such open alert.");
        if (command.IfVersion is { } seen && seen != alert.Version)
        {
            return new AlertCommandOutcome(alert, AlertCodes.VersionChanged, $"The alert is at version {alert.Version}, not {seen}.");
        }

        return command switch
        {
            AcknowledgeAlert => Acknowledge(decision, alert, command),
            AssignAlert assign => Assign(decision, alert, assign),
            EscalateAlert escalate => Escalate(decision, alert, escalate),
            CloseAlert close => Close(decision, alert, close),
            DecideClose decide => Decide(decision, alert, decide),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command.GetType().Name, "The command is not known."),
        };
    }

    private static AlertCommandOutcome Acknowledge(Decision decision, AlertRecord alert, AlertCommand command) => alert.State switch
    {
        AlertState.Open => Change(decision, alert with { State = AlertState.Acknowledged }, AlertChangeKind.Acknowledged, command),
        _ => new AlertCommandOutcome(alert),
    };

    private static AlertCommandOutcome Assign(Decision decision, AlertRecord alert, AssignAlert command)
    {
        if (alert.State == AlertState.CloseProposed) return Waits(alert);
        if (alert.Assignee == command.Assignee && alert.State == AlertState.Investigating) return new AlertCommandOutcome(alert);
        var assigned = alert with { Assignee = command.Assignee, State = AlertState.Investigating };
        return Change(decision, assigned, AlertChangeKind.Assigned, command);
    }

    private static AlertCommandOutcome Escalate(Decision decision, AlertRecord alert, EscalateAlert command)
    {
        var level = command.ToLevel ?? alert.Level + 1;
        if (level <= alert.Level || level > LevelMax)
        {
            return new AlertCommandOutcome(alert, AlertCodes.LevelInvalid, $"The alert stands at level {alert.Level} of {LevelMax}.");
        }

        if (command.Actor != ClockActor && string.IsNullOrWhiteSpace(command.Note))
        {
            return new AlertCommandOutcome(alert, AlertCodes.NoteMissing, "Escalating by hand needs a reason.");
        }

        var due = decision.Parameters.TimeLimits.DueAt(alert.Severity, decision.Now, decision.Calendar);
        return Change(decision, alert with { Level = level, DueAt = due }, AlertChangeKind.Escalated, command);
    }

    private static AlertCommandOutcome Close(Decision decision, AlertRecord alert, CloseAlert command)
    {
        if (alert.State == AlertState.CloseProposed) return Waits(alert);
        if (command.Outcome is not (AlertOutcome.Confirmed or AlertOutcome.FalsePositive or AlertOutcome.Explained))
        {
            return new AlertCommandOutcome(alert, AlertCodes.OutcomeInvalid, "A person closes as confirmed, false positive or explained.");
        }

        if (alert.Severity < Severity.High) return Closed(decision, alert, command.Outcome, command);
        var proposed = alert with
        {
            State = AlertState.CloseProposed,
            ProposedOutcome = command.Outcome,
            CloseProposedBy = command.Actor,
            CloseProposedAt = decision.Now,
        };
        return Change(decision, proposed, AlertChangeKind.CloseProposed, command);
    }

    private static AlertCommandOutcome Decide(Decision decision, AlertRecord alert, DecideClose command)
    {
        if (alert.State != AlertState.CloseProposed || alert.ProposedOutcome is not { } outcome)
        {
            return new AlertCommandOutcome(alert, AlertCodes.NoProposal, "No proposal to close waits for a decision.");
        }

        if (alert.CloseProposedBy == command.Actor)
        {
            return new AlertCommandOutcome(alert, AlertCodes.SecondPersonNeeded, "Who proposed to close may not decide.");
        }

        var settled = alert with { ProposedOutcome = null, CloseProposedBy = null, CloseProposedAt = null };
        if (command.Approve) return Closed(decision, settled, outcome, command);
        var back = settled with { State = alert.Assignee is null ? AlertState.Acknowledged : AlertState.Investigating };
        return Change(decision, back, AlertChangeKind.CloseRefused, command);
    }

    private static AlertCommandOutcome Closed(Decision decision, AlertRecord alert, AlertOutcome outcome, AlertCommand command) =>
        Change(
            decision,
            alert with { State = AlertState.Closed, Outcome = outcome, SilentUntil = SilentUntil(decision, alert) },
            AlertChangeKind.Closed,
            command);

    /// <summary>The cool-down runs on event time: from the account's latest booking, or the day end the alert was about.</summary>
    private static DateTimeOffset SilentUntil(Decision decision, AlertRecord alert)
    {
        var latest = new DateTimeOffset(decision.State.HighWater, TimeSpan.Zero);
        return (latest > alert.EventAt ? latest : alert.EventAt).AddDays(decision.Parameters.Of(alert.Rule).CooldownDays);
    }

    private static AlertCommandOutcome Change(Decision decision, AlertRecord changed, AlertChangeKind kind, AlertCommand command)
    {
        var next = changed with { Version = changed.Version + 1 };
        decision.Record(new AlertChanged(next, kind, decision.Now, command.Actor, command.Note));
        return new AlertCommandOutcome(next);
    }

    private static AlertCommandOutcome Waits(AlertRecord alert) =>
        new(alert, AlertCodes.StateInvalid, "A proposal to close waits for a second person.");
}
