using Monitoring.EndToEnd.Support;
using Monitoring.Models.Simulation;

namespace Monitoring.EndToEnd.Faults;

/// <summary>
/// Real processes hurt while they work. After each fault the balances equal an independent sum over what was acknowledged, no acknowledged
/// posting is missing and none is there twice, each alert came once, and the store is sound. The long forms are run by command: see README.md.
/// </summary>
[Collection(nameof(FaultTests))]
public sealed class FaultTests(ITestOutputHelper output)
{
    private static readonly FaultRunOptions Options = new() { Bank = FaultRunOptions.EveryRule(accounts: 600, postings: 40_000) };
    private static readonly Lazy<Task<Books>> Undisturbed = new(() => FaultRun.UndisturbedAsync(Options));

    [Fact]
    public async Task Kills_of_the_server_lose_and_double_nothing() =>
        await FaultScenarios.KillsAsync(Options, kills: 4, await Undisturbed.Value, output.WriteLine);

    [Fact]
    public async Task A_server_that_stood_still_goes_on_and_counts_nothing_twice() =>
        await FaultScenarios.PauseAsync(Options, TimeSpan.FromSeconds(4), await Undisturbed.Value, output.WriteLine);

    [Fact]
    public async Task A_full_disk_is_told_and_all_goes_on_when_there_is_room() =>
        await FaultScenarios.FullDiskAsync(Options, mebibytes: 12, await Undisturbed.Value, output.WriteLine);

    [Fact]
    public async Task A_database_that_another_program_holds_is_waited_for() =>
        await FaultScenarios.HeldDatabaseAsync(
            Options with { Arguments = ["--Store:BusyTimeout=00:00:00.2", "--Feed:Retries=1"] }, TimeSpan.FromMinutes(5), await Undisturbed.Value, output.WriteLine);

    [Fact]
    public async Task Senders_faster_than_the_store_are_slowed_then_sent_away_and_memory_stays_bounded() =>
        await FaultScenarios.OverloadAsync(
            Options with
            {
                Bank = SimulationPresets.Benchmark(accounts: 2_000, postings: 10_000_000),
                Senders = 24,
                ListedOneIn = 20,
                Arguments = ["--Feed:MaxSenders=6", "--Feed:MaxWaitingSenders=12", "--Feed:BusyWaitSeconds=1"],
                MemoryMax = 1024L << 20,
            },
            TimeSpan.FromSeconds(15),
            TimeSpan.FromSeconds(1),
            output.WriteLine);
}
