using Monitoring.Models.Simulation;
using Monitoring.Silo.Feed;
using Monitoring.Silo.Stores;

namespace Monitoring.Api.Demo;

/// <summary>
/// Lives a simulated bank: sends its reference data and history at once, starts the clock, and then sends each posting when its time comes,
/// through the same feed as everybody's.
/// </summary>
public sealed class DemoPlayer(
    DemoStory story, DemoClock clock, FeedIngest feed, StoreOptions store, TimeProvider time, ILogger<DemoPlayer> logger)
    : BackgroundService
{
    /// <summary>The world's time between two looks for postings whose time has come.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    /// <summary>Steps between two notes of how far the clock came: five seconds.</summary>
    private const int StepsPerSave = 50;

    /// <summary>Postings in one body at most.</summary>
    private const int BodyPostings = 5_000;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await PlayAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops; the story stands in its file.
        }
    }

    private async Task PlayAsync(CancellationToken stoppingToken)
    {
        var run = new Simulator(SimulationPresets.Demo(story.Start, story.Seed)).Start();
        await SendAsync(FeedKind.Reference, writer => WriteAll(run.Reference(), writer.Write), stoppingToken);
        long sent = 0;
        foreach (var body in run.History().Chunk(BodyPostings))
        {
            await SendAsync(body, stoppingToken);
            sent += body.Length;
        }

        clock.Start();
        logger.DemoStarted(run.CustomerCount, sent, story.Now, clock.Rate);
        using var live = run.Live().GetEnumerator();
        using var timer = new PeriodicTimer(Step, time);
        var hasNext = live.MoveNext();
        for (var step = 1; hasNext && await timer.WaitForNextTickAsync(stoppingToken); step++)
        {
            var now = clock.GetUtcNow();
            while (hasNext && live.Current.BookedAt <= now)
            {
                var due = new List<SimulatedPosting>();
                for (; hasNext && live.Current.BookedAt <= now && due.Count < BodyPostings; hasNext = live.MoveNext()) due.Add(
                    live.Current);
                await SendAsync(due, stoppingToken);
            }

            if (step % StepsPerSave == 0) (story with { Now = now }).Save(store.DataDirectory);
        }
    }

    /// <summary>Accounts that a posting opens are declared before it.</summary>
    private async Task SendAsync(IReadOnlyList<SimulatedPosting> postings, CancellationToken stoppingToken)
    {
        if (postings.Count == 0) return;
        var opened = postings.Select(posting => posting.Opens).OfType<SimulatedAccount>().ToArray();
        if (opened.Length > 0) await SendAsync(FeedKind.Reference, writer => WriteAll(opened, writer.Write), stoppingToken);
        await SendAsync(FeedKind.Postings, writer => WriteAll(postings, writer.Write), stoppingToken);
    }

    private async Task SendAsync(FeedKind kind, Action<FeedWriter> write, CancellationToken stoppingToken)
    {
        using var body = new MemoryStream();
        using (var writer = FeedWriter.Create(FeedFileFormat.Ndjson, body)) write(writer);
        body.Position = 0;
        var input = new FeedInput { Body = body, Kind = kind, Format = FeedFormat.NdJson, Source = "demo", IsPatient = true };
        var result = await feed.TakeAsync(input, stoppingToken);
        stoppingToken.ThrowIfCancellationRequested();
        if (result.Status != FeedStatus.Completed || result.Rejected > 0) logger.DemoRefused(kind, result.Status, result.Rejected);
    }

    private static void WriteAll<T>(IEnumerable<T> records, Action<T> write)
    {
        foreach (var record in records) write(record);
    }
}
