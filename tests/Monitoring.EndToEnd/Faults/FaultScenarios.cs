using System.Net;
using Monitoring.EndToEnd.Support;

namespace Monitoring.EndToEnd.Faults;

/// <summary>What befalls a server under load, as a short form for every change and a long one by command.</summary>
internal static class FaultScenarios
{
    /// <summary>Kills it so many times, at random places of the load; each time the store must be sound, and nothing acknowledged lost.</summary>
    public static async Task KillsAsync(FaultRunOptions options, int kills, Books? undisturbed, Action<string> report)
    {
        using var folder = new TemporaryFolder();
        await using var run = await FaultRun.StartAsync(options, folder.Path);
        var random = new Random(options.Seed);
        var step = options.Bank.MaxPostings!.Value / (kills + 1);
        for (var kill = 1; kill <= kills; kill++)
        {
            // Somewhere in the kill's own part of the load.
            Assert.True(await run.UntilAsync(((kill - 1) * step) + 1 + random.NextInt64(step)), "All was sent before the last kill.");
            await run.KillServerAsync();
            await run.VerifyAsync();
            await run.StartServerAsync();
            await run.AuditAsync(withPostings: kill == kills);
            report($"kill {kill} of {kills}: {run.Auditor.Acknowledged:N0} postings acknowledged, all there, none twice; {run.Memory}");
        }

        await run.FinishAsync(undisturbed);
        Assert.True(run.Counts.BrokenOff > 0, "No kill met a body under way.");
        Assert.True(run.Watcher.Resumed >= kills);
        report(Summary(run));
    }

    /// <summary>Holds the server for a while; senders lose patience and send again what is under way.</summary>
    public static async Task PauseAsync(FaultRunOptions options, TimeSpan time, Books? undisturbed, Action<string> report)
    {
        using var folder = new TemporaryFolder();
        await using var run = await FaultRun.StartAsync(options with { Patience = time / 2 }, folder.Path);
        await run.UntilAsync(options.Bank.MaxPostings!.Value / 3);
        await Signals.PauseAsync([run.Server.ProcessId], time);
        await run.FinishAsync(undisturbed);
        Assert.True(run.Counts.BrokenOff > 0, "No sender lost patience.");
        report(Summary(run));
    }

    /// <summary>Fills the disk under the server; what was there can still be asked for, and all goes on when there is room again.</summary>
    public static async Task FullDiskAsync(FaultRunOptions options, int mebibytes, Books? undisturbed, Action<string> report)
    {
        await using var disk = await SmallDisk.MakeAsync(mebibytes);
        await using var run = await FaultRun.StartAsync(options, disk.Path, disk.Limit);
        await run.UntilAsync(() => Task.FromResult(run.Counts.Unavailable > 0));
        var atFull = run.Auditor.Acknowledged;
        // A probe that is small enough may still find room; the senders, who go on trying, leave none.
        await run.UntilAsync(async () =>
        {
            using var ready = await run.Server.Http.GetAsync("/health/ready");
            return ready.StatusCode == HttpStatusCode.ServiceUnavailable;
        });
        var accepted = (await run.Server.QueryAsync("{ system { postingsAccepted } }")).GetProperty("system").GetProperty("postingsAccepted").GetInt64();
        Assert.InRange(accepted, atFull, long.MaxValue);
        if (disk.IsMounted)
        {
            await disk.GrowAsync(mebibytes * 64);
        }
        else
        {
            run.Limit = null;
            await run.KillServerAsync();
            await run.StartServerAsync();
        }

        await run.FinishAsync(undisturbed);
        report($"full at {atFull:N0} postings ({(disk.IsMounted ? "a disk of its own" : "a limit to files")}); {Summary(run)}");
    }

    /// <summary>Another program holds the database for longer than the server waits for it.</summary>
    public static async Task HeldDatabaseAsync(FaultRunOptions options, TimeSpan time, Books? undisturbed, Action<string> report)
    {
        using var folder = new TemporaryFolder();
        await using var run = await FaultRun.StartAsync(options, folder.Path);
        await run.UntilAsync(options.Bank.MaxPostings!.Value / 3);
        await using (await HoldAsync(run, folder.Path, time)) await run.UntilAsync(() => Task.FromResult(run.Counts.Unavailable > 0));
        await run.FinishAsync(undisturbed);
        report(Summary(run));
    }

    /// <summary>Holds the database between two bodies: a fast server could take all that is left before somebody else gets the lock.</summary>
    private static async Task<SlowedStore> HoldAsync(FaultRun run, string folder, TimeSpan time)
    {
        using var held = await run.HoldSendersAsync();
        var slowed = new SlowedStore(folder, time);
        await slowed.HeldAsync();
        return slowed;
    }

    /// <summary>
    /// More senders than the slowed store can serve, who do not heed when they are told to come again: some are slowed, the others sent away,
    /// and memory stays as it is.
    /// </summary>
    public static async Task OverloadAsync(FaultRunOptions options, TimeSpan time, TimeSpan hold, Action<string> report)
    {
        using var folder = new TemporaryFolder();
        await using var run = await FaultRun.StartAsync(options, folder.Path);
        await using (var slowed = new SlowedStore(folder.Path, hold))
        {
            await Task.WhenAny(run.UntilAsync(static () => Task.FromResult(false)), Task.Delay(time));
            report($"{slowed.Times} times held");
        }

        await run.AuditAsync(withPostings: true);
        Assert.True(run.Counts.Busy > 0, "Nobody was told to come again.");
        report(Summary(run));
        foreach (var (at, bytes) in run.Memory.Curve(20)) report($"{at.TotalSeconds,6:N0} s {bytes >> 20,6:N0} MiB");
        await run.KillServerAsync();
        await run.VerifyAsync();
        Assert.InRange(run.Memory.Max, 1, options.MemoryMax);
    }

    /// <summary>What the auditor and the senders say of a run.</summary>
    public static string Summary(FaultRun run) =>
        $"{run.Auditor.Acknowledged:N0} postings, {run.Auditor.Compared:N0} compared one by one, {run.Watcher.Seen.Count:N0} alerts each seen once "
        + $"by a watcher that came back {run.Watcher.Resumed} times; {run.Counts}; {run.Memory}";
}
