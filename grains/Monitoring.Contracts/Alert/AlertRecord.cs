using Orleans;

namespace Monitoring.Contracts.Alert;

/// <summary>An alert as it stands; immutable, each change makes a new one.</summary>
[GenerateSerializer, Alias("alert"), Immutable]
public sealed record AlertRecord
{
    /// <summary>Deterministic id.</summary>
    [Id(0)] public required AlertId Id { get; init; }

    /// <summary>Account or settlement account.</summary>
    [Id(1)] public required string Account { get; init; }

    /// <summary>What it is about.</summary>
    [Id(2)] public required AlertRule Rule { get; init; }

    /// <summary>How urgent.</summary>
    [Id(3)] public required Severity Severity { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(4)] public required AlertState State { get; init; }

    /// <summary>How it was closed.</summary>
    [Id(5)] public AlertOutcome? Outcome { get; init; }

    /// <summary>The account's branch when raised.</summary>
    [Id(6)] public required string Branch { get; init; }

    /// <summary>When the platform raised it (the bank's clock).</summary>
    [Id(7)] public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>Event time: the booking that opened it, or the end of the business day for a rule of the calendar.</summary>
    [Id(8)] public required DateTimeOffset EventAt { get; init; }

    /// <summary>When the next level is called, by the bank's clock.</summary>
    [Id(9)] public required DateTimeOffset DueAt { get; init; }

    /// <summary>Escalation level: 0 none, 1 branch supervisor, 2 head-office risk, 3 management and audit.</summary>
    [Id(10)] public int Level { get; init; }

    /// <summary>Who works on it.</summary>
    [Id(11)] public string? Assignee { get; init; }

    /// <summary>The model's score, 0 to 1, when a model scored it.</summary>
    [Id(12)] public double? Score { get; init; }

    /// <summary>Why, in the order of weight.</summary>
    [Id(13)] public required IReadOnlyList<AlertReason> Reasons { get; init; }

    /// <summary>The first <see cref="Ledger.Limits.EvidenceFirst"/> and the last <see cref="Ledger.Limits.EvidenceLast"/> postings that made it fire.</summary>
    [Id(14)] public required IReadOnlyList<EvidenceItem> Evidence { get; init; }

    /// <summary>How many postings made it fire, in all.</summary>
    [Id(15)] public required long EvidenceCount { get; init; }

    /// <summary>Who proposed to close it, while a second person has not decided.</summary>
    [Id(16)] public string? CloseProposedBy { get; init; }

    /// <summary>The proposed outcome.</summary>
    [Id(17)] public AlertOutcome? ProposedOutcome { get; init; }

    /// <summary>Version of the rule parameters in force when it was raised.</summary>
    [Id(18)] public int ParametersVersion { get; init; }

    /// <summary>Whether it stands only on the monthly list and is kept out of the live feed.</summary>
    [Id(19)] public bool ListOnly { get; init; }

    /// <summary>Number of changes so far; grows by one with each.</summary>
    [Id(20)] public int Version { get; init; }

    /// <summary>When closing was proposed.</summary>
    [Id(21)] public DateTimeOffset? CloseProposedAt { get; init; }

    /// <summary>Event time up to which the rule stays silent for the account after this alert was closed by a person.</summary>
    [Id(22)] public DateTimeOffset? SilentUntil { get; init; }

    /// <summary>Version of the model that gave <see cref="Score"/>.</summary>
    [Id(23)] public string? ModelVersion { get; init; }

    /// <summary>Whether it is not closed.</summary>
    public bool IsOpen => State != AlertState.Closed;
}
