namespace Monitoring.Models.Simulation;

/// <summary>How many of an account's last six statement receipts came back late or not at all.</summary>
/// <param name="Account">Account id.</param>
/// <param name="CyclesMissed">1 to 6.</param>
public sealed record MissedReceipts(string Account, int CyclesMissed);
