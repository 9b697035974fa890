namespace Monitoring.Models.Simulation;

/// <summary>A bank that cannot be simulated as asked; the message says which value and what is allowed.</summary>
public sealed class SimulationOptionsException(string message) : Exception(message);
