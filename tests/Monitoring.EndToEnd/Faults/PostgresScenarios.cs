using Monitoring.EndToEnd.Support;
using Monitoring.TestServers;

namespace Monitoring.EndToEnd.Faults;

/// <summary>What befalls the database server under a server that works.</summary>
internal static class PostgresScenarios
{
    /// <summary>The load on a database of its own.</summary>
    public static async Task<FaultRunOptions> OnAsync(PostgresServer database, FaultRunOptions options) =>
        options with { Arguments = [.. options.Arguments, "--Store:Kind=postgres", $"--Store:ConnectionString={await database.CreateDatabaseAsync()}"] };

    /// <summary>Kills every process of the database so many times, and starts it again.</summary>
    public static async Task DatabaseKillsAsync(
        PostgresServer database, FaultRunOptions options, int kills, Books? undisturbed, Action<string> report)
    {
        using var folder = new TemporaryFolder();
        await using var run = await FaultRun.StartAsync(options, folder.Path);
        var random = new Random(options.Seed);
        var step = options.Bank.MaxPostings!.Value / (kills + 1);
        for (var kill = 1; kill <= kills; kill++)
        {
            Assert.True(await run.UntilAsync(((kill - 1) * step) + 1 + random.NextInt64(step)), "All was sent before the last kill.");
            await database.KillAsync();
            await database.RestartAsync();
            await run.AuditAsync(withPostings: false);
            report($"kill {kill} of {kills} of the database: {run.Auditor.Acknowledged:N0} postings acknowledged, all there, none twice; {run.Memory}");
        }

        await run.FinishAsync(undisturbed);
        report(FaultScenarios.Summary(run));
    }

    /// <summary>Holds every process of the database for a while: connections stay, and nothing answers.</summary>
    public static async Task DatabasePauseAsync(
        PostgresServer database, FaultRunOptions options, TimeSpan time, Books? undisturbed, Action<string> report)
    {
        using var folder = new TemporaryFolder();
        await using var run = await FaultRun.StartAsync(options, folder.Path);
        await run.UntilAsync(options.Bank.MaxPostings!.Value / 3);
        database.Pause();
        try
        {
            await Task.Delay(time);
        }
        finally
        {
            database.Resume();
        }

        await run.FinishAsync(undisturbed);
        report(FaultScenarios.Summary(run));
    }

    /// <summary>Takes old parts of the journal out of it while the server works on it, checks what is left, and puts them back.</summary>
    public static async Task ArchiveAsync(FaultRunOptions options, Books? undisturbed, Action<string> report)
    {
        using var folder = new TemporaryFolder();
        options = options with { Arguments = [.. options.Arguments, "--Store:PartitionEntries=2000"] };
        await using var run = await FaultRun.StartAsync(options, folder.Path);
        await run.UntilAsync(options.Bank.MaxPostings!.Value / 2);
        var archived = await run.CommandAsync("archive", "--before", "2999-01-01");
        var names = archived.Split('\n').Where(static line => line.StartsWith("archived ", StringComparison.Ordinal))
            .Select(static line => line.Split(' ', ':')[1]).ToArray();
        Assert.True(names.Length > 1, archived);
        report(archived);
        // The next start loads every account from what was kept.
        await run.KillServerAsync();
        Assert.Contains($"{names.Length} archived parts of the journal were not read", await run.CommandAsync("verify"), StringComparison.Ordinal);
        await run.StartServerAsync();
        await run.UntilAsync(options.Bank.MaxPostings!.Value * 3 / 4);
        await run.AuditAsync(withPostings: false);
        foreach (var name in names) await run.CommandAsync("archive", "--attach", name);
        await run.FinishAsync(undisturbed);
        report(FaultScenarios.Summary(run));
    }

    /// <summary>Fills the disk under the database, which may stop over it; then gives it room, and starts it again.</summary>
    public static async Task DatabaseDiskAsync(FaultRunOptions options, int mebibytes, Books? undisturbed, Action<string> report)
    {
        await using var disk = await SmallDisk.MakeAsync(mebibytes);
        if (!disk.IsMounted) throw new InvalidOperationException("A disk of its own can be mounted by root only.");
        await using var database = await PostgresServer.StartAsync(new PostgresServerSettings { Parent = disk.Path });
        using var folder = new TemporaryFolder();
        await using var run = await FaultRun.StartAsync(await OnAsync(database, options), folder.Path);
        await run.UntilAsync(() => Task.FromResult(run.Counts.Unavailable > 0));
        var atFull = run.Auditor.Acknowledged;
        await disk.GrowAsync(mebibytes * 16);
        await database.RestartAsync();
        await run.FinishAsync(undisturbed);
        report($"full at {atFull:N0} postings; {FaultScenarios.Summary(run)}");
    }
}
