namespace Monitoring.Contracts.Alert;

/// <summary>Codes with which a command on an alert is refused. Relied on by clients: append only.</summary>
public static class AlertCodes
{
    /// <summary>No such alert.</summary>
    public const string NotFound = "ALERT_NOT_FOUND";

    /// <summary>The alert is closed.</summary>
    public const string Closed = "ALERT_CLOSED";

    /// <summary>The alert's state does not allow this.</summary>
    public const string StateInvalid = "ALERT_STATE_INVALID";

    /// <summary>The alert changed since the version the actor saw.</summary>
    public const string VersionChanged = "VERSION_CHANGED";

    /// <summary>No proposal to close waits for a decision.</summary>
    public const string NoProposal = "NO_PROPOSAL";

    /// <summary>Who proposed may not decide.</summary>
    public const string SecondPersonNeeded = "SECOND_PERSON_NEEDED";

    /// <summary>The alert stands at the highest level already, or the level asked for is not above the present.</summary>
    public const string LevelInvalid = "LEVEL_INVALID";

    /// <summary>A reason is needed.</summary>
    public const string NoteMissing = "NOTE_MISSING";

    /// <summary>A text is empty, too long or has control characters.</summary>
    public const string TextInvalid = "TEXT_INVALID";

    /// <summary>The outcome cannot be given by a person.</summary>
    public const string OutcomeInvalid = "OUTCOME_INVALID";
}
