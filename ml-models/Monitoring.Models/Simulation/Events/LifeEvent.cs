namespace Monitoring.Models.Simulation;

/// <summary>Something that happened in an ordinary life and looks like trouble: known to the simulator alone, like planted cases.</summary>
/// <param name="Account">Account id.</param>
/// <param name="Kind">What happened.</param>
/// <param name="From">First posting.</param>
/// <param name="To">Last posting so far.</param>
/// <param name="Postings">How many postings.</param>
public sealed record LifeEvent(string Account, LifeEventKind Kind, DateTimeOffset From, DateTimeOffset To, int Postings);
