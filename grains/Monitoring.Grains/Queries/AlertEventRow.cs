using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Ledger;

namespace Monitoring.Grains.Queries;

/// <summary>A committed change of an alert.</summary>
/// <param name="Cursor">Place among all changes of alerts, in commit order, from 1; no later commit gets a lower one.</param>
/// <param name="Alert">The alert as it stood after the change.</param>
/// <param name="Grain">Whether it is an account's or a settlement account's.</param>
/// <param name="Kind">What happened.</param>
/// <param name="At">When, by the bank's clock.</param>
/// <param name="Actor">Who; <c>null</c> when the platform itself.</param>
/// <param name="Note">Free text of the actor.</param>
public sealed record AlertEventRow(
    long Cursor, AlertRecord Alert, GrainKind Grain, AlertChangeKind Kind, DateTimeOffset At, string? Actor, string? Note);
