using Monitoring.EndToEnd.Support;
using Monitoring.TestServers;

namespace Monitoring.EndToEnd.Faults;

/// <summary>The faults of <see cref="FaultTests"/> with the books on PostgreSQL, and those of the database server itself.</summary>
[Collection(nameof(FaultTests))]
public sealed class PostgresFaultTests(PostgresFaultTests.Shared shared, ITestOutputHelper output) : IClassFixture<PostgresFaultTests.Shared>
{
    private static readonly FaultRunOptions Options = new() { Bank = FaultRunOptions.EveryRule(accounts: 400, postings: 20_000), LinesMax = 500 };

    [Fact]
    public async Task Kills_of_the_server_lose_and_double_nothing() =>
        await FaultScenarios.KillsAsync(await OptionsAsync(), kills: 2, await shared.Undisturbed.Value, output.WriteLine);

    [Fact]
    public async Task Kills_of_the_database_lose_and_double_nothing() =>
        await PostgresScenarios.DatabaseKillsAsync(shared.Database, await OptionsAsync(), kills: 2, await shared.Undisturbed.Value, output.WriteLine);

    [Fact]
    public async Task A_database_that_stood_still_is_waited_for() =>
        await PostgresScenarios.DatabasePauseAsync(
            shared.Database, await OptionsAsync(), TimeSpan.FromSeconds(4), await shared.Undisturbed.Value, output.WriteLine);

    [Fact]
    public async Task Old_parts_are_archived_and_put_back_while_the_server_works() =>
        await PostgresScenarios.ArchiveAsync(await OptionsAsync(), await shared.Undisturbed.Value, output.WriteLine);

    private async Task<FaultRunOptions> OptionsAsync()
    {
        Assert.SkipWhen(PostgresServer.WhyNot is not null, PostgresServer.WhyNot ?? "");
        return await PostgresScenarios.OnAsync(shared.Database, Options);
    }

    /// <summary>One database server for all of them, and what the load comes to when nothing happens.</summary>
    public sealed class Shared : IAsyncLifetime
    {
        private PostgresServer? _database;

        internal PostgresServer Database => _database!;

        internal Lazy<Task<Books>> Undisturbed { get; } = new(static () => FaultRun.UndisturbedAsync(Options));

        public async ValueTask InitializeAsync() => _database = PostgresServer.WhyNot is null ? await PostgresServer.StartAsync() : null;

        public async ValueTask DisposeAsync()
        {
            if (_database is not null) await _database.DisposeAsync();
        }
    }
}
