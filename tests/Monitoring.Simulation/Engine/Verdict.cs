namespace Monitoring.Simulation.Engine;

/// <summary>What happens at a point of a thread of the store.</summary>
internal enum Verdict
{
    /// <summary>It goes on.</summary>
    Pass,

    /// <summary>It fails.</summary>
    Fail,

    /// <summary>It stands there a while, and others go on.</summary>
    Stand,
}
