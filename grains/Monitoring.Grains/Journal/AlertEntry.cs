using Monitoring.Contracts.Grain;

namespace Monitoring.Grains.Journal;

/// <summary>A raised or changed alert for the alert table and the outbox.</summary>
/// <param name="Change">The event; it stands in the grain's journal too.</param>
/// <param name="Ordinal">Which of the decision's entries it is, from 0.</param>
public readonly record struct AlertEntry(AlertChanged Change, int Ordinal);
