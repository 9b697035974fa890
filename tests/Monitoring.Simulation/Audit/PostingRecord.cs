using Monitoring.Simulation.Workload;

namespace Monitoring.Simulation.Audit;

/// <summary>What the auditor knows of a posting id.</summary>
internal sealed class PostingRecord
{
    /// <summary>Contents that were sent.</summary>
    public List<SentLine> Variants { get; } = [];

    /// <summary>The content that was acknowledged.</summary>
    public SentLine? Acknowledged { get; set; }

    /// <summary>Contents with an attempt that had no answer, and of which no later one had.</summary>
    public HashSet<string> Unknown { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether it may be in the books or not.</summary>
    public bool IsUnknown => Acknowledged is null && Unknown.Count > 0;
}
