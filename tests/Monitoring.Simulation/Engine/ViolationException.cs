namespace Monitoring.Simulation.Engine;

/// <summary>Something that must always hold does not.</summary>
internal sealed class ViolationException(string invariant, string details) : Exception($"{invariant}: {details}")
{
    /// <summary>Name of what does not hold.</summary>
    public string Invariant { get; } = invariant;
}
