using System.Text.Json;
using Microsoft.Extensions.Options;
using Monitoring.Silo.Feed;

namespace Monitoring.Api.Feed;

/// <summary>
/// Takes files that are dropped into a folder. A file is taken when its size and time stood still between two looks, reference data before
/// postings. Afterwards <c>name</c> is <c>name.done</c>, or <c>name.failed</c> when it could not be read; what was rejected is written
/// beside it, one JSON object a line, as <c>name.rejected</c>. A file dropped again counts once. Files that begin with a dot, or end in
/// <c>.part</c> or <c>.tmp</c>, are still being written and left alone.
/// </summary>
internal sealed class WatchedFolder(FeedIngest feed, IOptions<FeedOptions> options, TimeProvider time, ILogger<WatchedFolder> logger)
    : BackgroundService
{
    private static readonly string[] LeftAlone = [".done", ".failed", ".rejected", ".part", ".tmp"];

    private readonly Dictionary<string, Stamp> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Stamp> _taken = new(StringComparer.Ordinal);

    /// <summary>Looks once and takes what is ready.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var file in await ReadyAsync(cancellationToken)) await TakeAsync(file, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var folder = options.Value.WatchFolder;
        if (string.IsNullOrWhiteSpace(folder)) return;
        Directory.CreateDirectory(folder);
        logger.Watching(Path.GetFullPath(folder));
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.WatchSeconds), time);
        while (await NextAsync(timer, stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                logger.FolderUnreadable(exception, folder);
            }
        }
    }

    private static async ValueTask<bool> NextAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Files that stood still since the last look, recognised; what can't be is put aside.</summary>
    private async Task<List<FeedFile>> ReadyAsync(CancellationToken cancellationToken)
    {
        var ready = new List<FeedFile>();
        var now = new Dictionary<string, Stamp>(StringComparer.Ordinal);
        foreach (var info in new DirectoryInfo(options.Value.WatchFolder).EnumerateFiles()
            .OrderBy(info => info.Name, StringComparer.Ordinal))
        {
            // An empty file is one whose first line is still to come.
            if (info.Length == 0 || info.Name[0] == '.' || LeftAlone.Contains(info.Extension, StringComparer.OrdinalIgnoreCase)) continue;
            var stamp = new Stamp(info.Length, info.LastWriteTimeUtc);
            now[info.FullName] = stamp;
            if (!_seen.TryGetValue(info.FullName, out var before) || before != stamp) continue;
            if (_taken.TryGetValue(info.FullName, out var taken) && taken == stamp) continue;
            if (await FeedFile.RecogniseAsync(info.FullName, cancellationToken) is { } file) ready.Add(file);
            else PutAside(info.FullName, "It is neither postings nor reference data in a known format.");
        }

        _seen.Clear();
        foreach (var (path, stamp) in now) _seen[path] = stamp;
        return [.. ready.OrderBy(file => file.Kind == FeedKind.Postings)];
    }

    private async Task TakeAsync(FeedFile file, CancellationToken cancellationToken)
    {
        FeedResult result;
        var before = StampOf(file.Path);
        await using (var body = file.Open())
        {
            var input = new FeedInput
            {
                Body = body,
                Kind = file.Kind,
                Format = file.Format,
                IsGzip = file.IsGzip,
                Source = Path.GetFileName(file.Path),
                IsPatient = true,
            };
            result = await feed.TakeAsync(input, cancellationToken);
        }

        switch (result.Status)
        {
            case FeedStatus.Completed or FeedStatus.LineTooLong:
                logger.FileTaken(file.Path, result.Accepted, result.Duplicates, result.Rejected);
                await ReportAsync(file.Path, result, cancellationToken);
                // A file that grew meanwhile is taken again once it stands still; what counted already counts once.
                if (StampOf(file.Path) == before) Rename(file.Path, ".done");
                break;
            case FeedStatus.Unreadable:
                PutAside(file.Path, result.Message!);
                break;
            default:
                // Left where it is: the next look takes it again, and what was accepted counts once.
                logger.FilePutOff(file.Path, result.Message!);
                break;
        }
    }

    private void PutAside(string path, string reason)
    {
        logger.FileUnreadable(path, reason);
        Rename(path, ".failed");
    }

    private static async Task ReportAsync(string path, FeedResult result, CancellationToken cancellationToken)
    {
        if (result.Rejections.Count == 0) return;
        await using var report = new StreamWriter(path + ".rejected");
        foreach (var rejection in result.Rejections)
        {
            await report.WriteLineAsync(JsonSerializer.Serialize(rejection, JsonSerializerOptions.Web).AsMemory(), cancellationToken);
        }
    }

    private void Rename(string path, string ending)
    {
        try
        {
            File.Move(path, path + ending, overwrite: true);
            _taken.Remove(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            logger.FileNotRenamed(exception, path);
            _taken[path] = StampOf(path);
        }
    }

    private static Stamp StampOf(string path)
    {
        var info = new FileInfo(path);
        return new Stamp(info.Length, info.LastWriteTimeUtc);
    }

    private readonly record struct Stamp(long Length, DateTime WrittenAt);
}
