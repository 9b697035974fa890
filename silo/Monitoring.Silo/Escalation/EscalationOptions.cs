namespace Monitoring.Silo.Escalation;

/// <summary>Section <c>Escalation</c>. Checked at start.</summary>
public sealed class EscalationOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Escalation";

    /// <summary>Whether the clock runs: business days end and alerts escalate by time. Off in a process that only imports.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Seconds between two looks for alerts whose time limit is over: short against the shortest limit, an hour.</summary>
    public double PollSeconds { get; set; } = 1;

    /// <summary>Alerts escalated in one look at most, so that a backlog after a long stop does not crowd out postings.</summary>
    public int BatchMax { get; set; } = 256;

    /// <summary>What is wrong; empty when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        if (!(PollSeconds is >= 0.05 and <= 3_600))
        {
            yield return $"Escalation:PollSeconds must be between 0.05 and 3600, not {PollSeconds}.";
        }
        if (BatchMax is < 1 or > 100_000) yield return $"Escalation:BatchMax must be between 1 and 100000, not {BatchMax}.";
    }
}
