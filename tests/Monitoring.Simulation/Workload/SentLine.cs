namespace Monitoring.Simulation.Workload;

/// <summary>A line of the feed as its sender knows it.</summary>
/// <param name="Id">Posting id.</param>
/// <param name="Account">Account.</param>
/// <param name="Signed">What it adds to the balance, minor units.</param>
/// <param name="Json">The line; the same again is the same content.</param>
/// <param name="Kind">What it is meant to be.</param>
/// <param name="Target">The posting it takes back.</param>
internal sealed record SentLine(string Id, string Account, long Signed, string Json, LineKind Kind, string? Target = null);
