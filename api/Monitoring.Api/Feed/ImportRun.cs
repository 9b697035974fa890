using Monitoring.Grains.Journal;
using Monitoring.Silo.Feed;
using Monitoring.Silo.Stores;

namespace Monitoring.Api.Feed;

/// <summary>One import: recognise the files, take them, close the day, say what became of them.</summary>
internal sealed class ImportRun(ImportTarget target, ImportConsole console, TimeProvider time)
{
    /// <summary>All was taken.</summary>
    public const int ExitDone = 0;

    /// <summary>A line was rejected, or a file could not be taken.</summary>
    public const int ExitRejected = 1;

    public async Task<int> RunAsync(IReadOnlyList<string> paths, bool closesDay, CancellationToken cancellationToken)
    {
        try
        {
            if (await RecogniseAsync(paths, cancellationToken) is not { } files) return ExitRejected;
            if (await OpenAsync(cancellationToken) is not { } opened) return ExitRejected;
            await using var sink = opened;
            return await TakeAllAsync(sink, files, closesDay, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            console.Complain("Stopped. What was accepted stays; the same files may be imported again.");
            return ExitRejected;
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or HttpRequestException or JournalUnavailableException
            or StoreException or StoreSchemaException)
        {
            console.Complain(exception.Message);
            return ExitRejected;
        }
    }

    /// <summary>
    /// Reference data first, so that postings find their accounts; else in the order given. <c>null</c> when one is none of ours.
    /// </summary>
    private async Task<IReadOnlyList<FeedFile>?> RecogniseAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var files = new List<FeedFile>();
        foreach (var path in paths)
        {
            if (!File.Exists(path)) console.Complain($"{path}: there is no such file.");
            else if (await FeedFile.RecogniseAsync(path, cancellationToken) is { } file) files.Add(file);
            else console.Complain($"{path}: this is neither postings nor reference data as NDJSON, JSON or CSV.");
        }

        return files.Count == paths.Count ? [.. files.OrderBy(file => file.Kind == FeedKind.Postings)] : null;
    }

    private async Task<int> TakeAllAsync(
        IImportSink sink, IReadOnlyList<FeedFile> files, bool closesDay, CancellationToken cancellationToken)
    {
        var exit = ExitDone;
        DateOnly? last = null;
        foreach (var file in files)
        {
            var name = Path.GetFileName(file.Path);
            var length = new FileInfo(file.Path).Length;
            var start = time.GetTimestamp();
            var outcome = await sink.TakeAsync(file, read => console.Progress(name, read, length), cancellationToken);
            console.Report(name, outcome, time.GetElapsedTime(start));
            if (outcome.Rejected > 0 || !outcome.IsComplete) exit = ExitRejected;
            if (outcome.LastBusinessDate > last || last is null) last = outcome.LastBusinessDate ?? last;
            if (!outcome.IsComplete && outcome.Status != FeedStatus.Unreadable) return exit;
        }

        if (closesDay && last is { } date) await sink.CloseDayAsync(date, cancellationToken);
        return exit;
    }

    /// <summary>The server asked for; else this process; else the server that has the data directory.</summary>
    private async Task<IImportSink?> OpenAsync(CancellationToken cancellationToken)
    {
        if (target.Server is { } server) return Remote(server);
        IHost? host = null;
        try
        {
            host = target.BuildHost();
            // Asked for first: it opens the store, which another process may hold.
            host.Services.GetRequiredService<IJournalReader>();
            await host.StartAsync(cancellationToken);
            return new LocalImport(host, target.DataDirectory);
        }
        catch (StoreLockedException exception)
        {
            if (host is IAsyncDisposable disposable) await disposable.DisposeAsync();
            return RemoteOf(exception);
        }
    }

    private RemoteImport? RemoteOf(StoreLockedException exception)
    {
        if (ServerAddressFile.Read(target.DataDirectory) is { } address)
        {
            console.Say($"The data directory is in use; sending the files to {address}");
            return Remote(address);
        }

        console.Complain($"{exception.Message} Stop that process, or name its address with --server URL.");
        return null;
    }

    /// <summary>A large file takes its time: the request ends when the server's answer comes or the user stops it.</summary>
    private RemoteImport Remote(Uri server) => new(new HttpClient { Timeout = Timeout.InfiniteTimeSpan }, server, target.Token, time);
}
