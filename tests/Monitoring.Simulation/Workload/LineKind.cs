namespace Monitoring.Simulation.Workload;

/// <summary>What a line of the feed is meant to be.</summary>
internal enum LineKind
{
    /// <summary>A posting that nothing but another content of its id keeps from being taken.</summary>
    Posting,

    /// <summary>Takes another posting back.</summary>
    Reversal,

    /// <summary>Never taken.</summary>
    Bad,
}
