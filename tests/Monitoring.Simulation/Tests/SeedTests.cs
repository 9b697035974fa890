using Monitoring.TestServers;

namespace Monitoring.Simulation.Tests;

/// <summary>Short seeds on each store; long runs are made by hand.</summary>
public sealed class SeedTests
{
    [Theory]
    [InlineData(RunOptions.Sqlite, 30)]
    [InlineData(RunOptions.Postgres, 12)]
    public async Task Whatever_fails_the_books_are_what_the_auditor_says(string store, int seeds)
    {
        Assert.SkipWhen(store == RunOptions.Postgres && PostgresServer.WhyNot is not null, PostgresServer.WhyNot ?? "");
        var (exitCode, output) = await SimulationProcess.RunAsync("--seeds", $"{seeds}", "--from", "1", "--store", store);
        Assert.True(exitCode == 0, output);
        Assert.Contains($"{seeds} seeds", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seed_does_the_same_again()
    {
        string[] arguments = ["--seeds", "6", "--from", "1001", "--digests"];
        var first = await SimulationProcess.RunAsync(arguments);
        var second = await SimulationProcess.RunAsync(arguments);
        Assert.True(first.ExitCode == 0, first.Output);
        Assert.Equal(Digests(first.Output), Digests(second.Output));
        Assert.Equal(6, Digests(first.Output).Count);
    }

    private static List<string> Digests(string output) =>
        [.. output.Split('\n').Where(static line => line.StartsWith("seed ", StringComparison.Ordinal))];
}
