using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Reference;
using Orleans;

namespace Monitoring.Contracts.Grain;

/// <summary>
/// Something that happened to an account, a settlement account or a branch and stands in its journal for ever. A closed family; how each
/// is stored, with its append-only number, is the journal codec's.
/// </summary>
[GenerateSerializer, Alias("ledger-event"), Immutable]
public abstract record LedgerEvent;

/// <summary>An account came into being, declared by reference or opened by its first posting.</summary>
/// <param name="Reference">The account as declared, opening balance set.</param>
/// <param name="ByPosting">Whether its first posting opened it.</param>
[GenerateSerializer, Alias("account-opened"), Immutable]
public sealed record AccountOpened([property: Id(0)] AccountReference Reference, [property: Id(1)] bool ByPosting) : LedgerEvent;

/// <summary>An account's reference data changed.</summary>
/// <param name="Reference">The whole of it as it stands now.</param>
[GenerateSerializer, Alias("account-changed"), Immutable]
public sealed record AccountChanged([property: Id(0)] AccountReference Reference) : LedgerEvent;

/// <summary>A settlement account came into being.</summary>
/// <param name="Reference">As declared, opening balance set.</param>
[GenerateSerializer, Alias("settlement-opened"), Immutable]
public sealed record SettlementOpened([property: Id(0)] SettlementReference Reference) : LedgerEvent;

/// <summary>A settlement account's reference data changed.</summary>
/// <param name="Reference">The whole of it as it stands now.</param>
[GenerateSerializer, Alias("settlement-changed"), Immutable]
public sealed record SettlementChanged([property: Id(0)] SettlementReference Reference) : LedgerEvent;

/// <summary>A branch was declared or changed.</summary>
/// <param name="Reference">The whole of it as it stands now.</param>
[GenerateSerializer, Alias("branch-declared"), Immutable]
public sealed record BranchDeclared([property: Id(0)] BranchReference Reference) : LedgerEvent;

/// <summary>A posting was applied.</summary>
/// <param name="Posting">The posting.</param>
/// <param name="BalanceAfter">Running balance after it, minor units.</param>
/// <param name="Late">Whether it was booked earlier than the account's latest; then it reaches the windows at the high-water mark.</param>
/// <param name="Reversed">What it reversed, when it is a reversal.</param>
/// <param name="PreviousLate">Sequence of the late posting before this one, 0 for none; set only when <paramref name="Late"/>.</param>
/// <param name="Marks">What detection found of it, kept so that a replay does not depend on today's parameters.</param>
[GenerateSerializer, Alias("posted"), Immutable]
public sealed record Posted(
    [property: Id(0)] Posting Posting,
    [property: Id(1)] long BalanceAfter,
    [property: Id(2)] bool Late,
    [property: Id(3)] ReversedPosting? Reversed,
    [property: Id(4)] long PreviousLate,
    [property: Id(5)] PostingMarks Marks) : LedgerEvent;

/// <summary>The posting that a reversal undid.</summary>
/// <param name="Sequence">Its sequence in the account's journal.</param>
/// <param name="BusinessDate">Its business date.</param>
[GenerateSerializer, Alias("reversed-posting"), Immutable]
public sealed record ReversedPosting([property: Id(0)] long Sequence, [property: Id(1)] DateOnly BusinessDate);

/// <summary>The account's business day ended; rules of the calendar were decided.</summary>
/// <param name="Date">The day that ended.</param>
[GenerateSerializer, Alias("day-closed"), Immutable]
public sealed record DayClosed([property: Id(0)] DateOnly Date) : LedgerEvent;

/// <summary>An alert was raised or changed.</summary>
/// <param name="Alert">The alert as it stands after the change.</param>
/// <param name="Kind">What happened.</param>
/// <param name="At">When, by the bank's clock.</param>
/// <param name="Actor">Who; <c>null</c> when the platform itself.</param>
/// <param name="Note">Free text of the actor.</param>
[GenerateSerializer, Alias("alert-changed"), Immutable]
public sealed record AlertChanged(
    [property: Id(0)] AlertRecord Alert,
    [property: Id(1)] AlertChangeKind Kind,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] string? Actor,
    [property: Id(4)] string? Note) : LedgerEvent;

/// <summary>The model's score of an account became worth recording, or moved enough to be recorded again.</summary>
/// <param name="Score">Probability, 0 to 1.</param>
/// <param name="ModelVersion">Version of the model.</param>
[GenerateSerializer, Alias("model-scored"), Immutable]
public sealed record ModelScored([property: Id(0)] double Score, [property: Id(1)] string ModelVersion) : LedgerEvent;
