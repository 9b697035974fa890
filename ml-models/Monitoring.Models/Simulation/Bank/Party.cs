namespace Monitoring.Models.Simulation;

/// <summary>A party outside the bank: account number elsewhere and name.</summary>
internal sealed record Party(string Id, string Name);
