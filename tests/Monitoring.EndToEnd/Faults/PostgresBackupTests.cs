using Monitoring.EndToEnd.Support;
using Monitoring.TestServers;

namespace Monitoring.EndToEnd.Faults;

/// <summary>The scripts beside the store: a backup under load is sound, and restores to what was acknowledged before it.</summary>
[Collection(nameof(FaultTests))]
public sealed class PostgresBackupTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task A_backup_taken_under_load_restores_to_a_sound_store_that_takes_the_rest()
    {
        Assert.SkipWhen(PostgresServer.WhyNot is not null, PostgresServer.WhyNot ?? "");
        await using var database = await PostgresServer.StartAsync(cancellation: TestContext.Current.CancellationToken);
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "backup.dump");
        var options = new FaultRunOptions { Bank = FaultRunOptions.EveryRule(accounts: 400, postings: 16_000), LinesMax = 200 };
        await database.CreateDatabaseAsync("live", TestContext.Current.CancellationToken);
        await database.CreateDatabaseAsync("restored", TestContext.Current.CancellationToken);
        var live = options with { Arguments = ["--Store:Kind=postgres", $"--Store:ConnectionString={database.ConnectionString("live")}"] };
        long before;
        await using (var run = await FaultRun.StartAsync(live, folder.Path))
        {
            Assert.True(await run.UntilAsync(4_000));
            before = run.Auditor.Acknowledged;
            await ScriptAsync("postgres-backup.sh", expectedCode: 0, Address(database, "live"), file);
            await ScriptAsync("postgres-backup.sh", expectedCode: 1, Address(database, "live"), file);
            await run.FinishAsync(undisturbed: null);
        }

        await ScriptAsync("postgres-restore.sh", expectedCode: 1, Address(database, "live"), file);
        await ScriptAsync("postgres-restore.sh", expectedCode: 0, Address(database, "restored"), file);
        string[] restored = ["--Store:Kind=postgres", $"--Store:ConnectionString={database.ConnectionString("restored")}"];
        await using (var verify = ProcessRun.Start("dotnet", [Product.Api, "verify", .. restored]))
        {
            Assert.True(await verify.ExitAsync(Patience) == 0, verify.Output);
        }

        await using var again = await Server.StartAsync(Path.Combine(folder.Path, "again"), restored);
        var data = await again.QueryAsync("{ system { postingsAccepted } }");
        Assert.InRange(data.GetProperty("system").GetProperty("postingsAccepted").GetInt64(), before, 16_000);
    }

    private static string Address(PostgresServer database, string name) => $"postgresql://{PostgresServer.User}@127.0.0.1:{database.Port}/{name}";

    private static async Task ScriptAsync(string name, int expectedCode, params string[] arguments)
    {
        await using var run = ProcessRun.Start("bash", [Path.Combine(Product.Root, "silo", "backup", name), .. arguments]);
        var code = await run.ExitAsync(Patience);
        Assert.True(code == expectedCode, $"{name} ended with {code}:\n{run.Output}");
    }
}
