namespace Monitoring.Api.Schema;

/// <summary>What the server tells of the bank it watches.</summary>
/// <param name="IsDemo">Whether the bank is simulated.</param>
/// <param name="ClockRate">Seconds of the bank's clock in one second of the world's.</param>
public sealed record BankInfo(bool IsDemo, double ClockRate);
