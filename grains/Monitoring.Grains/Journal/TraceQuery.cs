namespace Monitoring.Grains.Journal;

/// <summary>Asks for the oldest open item with a trace number and an amount.</summary>
/// <param name="Trace">System trace number; leading zeros do not count.</param>
/// <param name="Amount">Signed amount of the item, minor units.</param>
public readonly record struct TraceQuery(string Trace, long Amount);
