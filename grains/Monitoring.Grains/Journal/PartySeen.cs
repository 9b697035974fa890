namespace Monitoring.Grains.Journal;

/// <summary>A party that an account's own memory dropped for want of room; the store keeps when it was last seen.</summary>
/// <param name="Party">Hash of the party.</param>
/// <param name="LastSeen">Latest booking with it, UTC ticks.</param>
public readonly record struct PartySeen(long Party, long LastSeen);
