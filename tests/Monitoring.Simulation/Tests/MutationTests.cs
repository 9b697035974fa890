namespace Monitoring.Simulation.Tests;

/// <summary>The auditor finds faults that are put in on purpose; one that finds nothing proves nothing.</summary>
public sealed class MutationTests
{
    [Theory]
    [InlineData("SkipDurability", "nothing is visible that is not durable")]
    [InlineData("CountTwice", "the store is sound")]
    [InlineData("DropAlert", "every alert is handed on")]
    [InlineData("PublishEarly", "nothing is visible that is not durable")]
    [InlineData("DropBranchDelta", "a branch is the sum of its accounts")]
    [InlineData("WrongSnapshot", "snapshots equal replay")]
    [InlineData("WrongBalance", "nothing is visible that is not durable")]
    public async Task A_fault_put_in_is_found(string mutation, string invariant)
    {
        var (exitCode, output) = await SimulationProcess.RunAsync("--seeds", "6", "--from", "1", "--mutation", mutation);
        Assert.True(exitCode == 1, output);
        Assert.Contains($"VIOLATED: {invariant}", output, StringComparison.Ordinal);
    }
}
