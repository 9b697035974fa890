namespace Monitoring.LocalSilo.Tests;

/// <summary>A state for grains of these tests.</summary>
public sealed record Ledger
{
    public long Balance { get; set; }
}
