namespace Monitoring.Domain.Ledger;

/// <summary>A party dropped from an account's memory.</summary>
/// <param name="Party">Hash of the party.</param>
/// <param name="LastSeen">Latest booking with it, UTC ticks.</param>
public readonly record struct DroppedParty(long Party, long LastSeen);
