using Monitoring.EndToEnd.Faults;

namespace Monitoring.Cluster.Tests.Support;

/// <summary>How much is sent, and how fast.</summary>
/// <param name="Postings">In all.</param>
/// <param name="PerSecond">Sent in a second; <c>null</c> for as many as are taken.</param>
internal sealed record ClusterLoadSize(int Postings, int? PerSecond = null)
{
    /// <summary>Postings of an account, so that each rule's cases lie within them.</summary>
    private const int PerAccount = 60;

    /// <summary>Few lines a body, so that each is soon answered and many are under way when a fault comes.</summary>
    private const int Lines = 200;

    /// <summary>One account in so many has its postings compared one by one; of the others their number and sum.</summary>
    private const int ListedOneIn = 10;

    /// <summary>A load for a test.</summary>
    public static ClusterLoadSize Short { get; } = new(24_000);

    /// <summary>The load as the senders and the auditor know it.</summary>
    public FaultRunOptions Options => new()
    {
        Bank = FaultRunOptions.EveryRule(Postings / PerAccount, Postings),
        LinesMax = Lines,
        ListedOneIn = ListedOneIn,
    };
}
