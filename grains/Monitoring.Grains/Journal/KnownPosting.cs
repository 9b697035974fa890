namespace Monitoring.Grains.Journal;

/// <summary>What the store remembers of a posting id.</summary>
/// <param name="GrainKey">Grain it was applied to.</param>
/// <param name="Sequence">Its sequence there.</param>
/// <param name="ContentHash">Its content hash.</param>
/// <param name="Reversed">Whether it was reversed.</param>
public readonly record struct KnownPosting(long GrainKey, long Sequence, long ContentHash, bool Reversed);
