namespace Monitoring.Grains.Journal;

/// <summary>An open item of a settlement account.</summary>
/// <param name="Sequence">Sequence of the posting that opened it.</param>
/// <param name="Amount">Signed amount, minor units.</param>
public readonly record struct OpenItem(long Sequence, long Amount);
