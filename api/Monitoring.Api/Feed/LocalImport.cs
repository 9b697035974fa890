using Monitoring.Silo.Feed;

namespace Monitoring.Api.Feed;

/// <summary>Takes files in this process.</summary>
internal sealed class LocalImport(IHost host, string dataDirectory) : IImportSink
{
    public string Name => Path.GetFullPath(dataDirectory);

    public async Task<ImportOutcome> TakeAsync(FeedFile file, Action<long> progress, CancellationToken cancellationToken)
    {
        await using var body = file.Open();
        var input = new FeedInput
        {
            Body = body,
            Kind = file.Kind,
            Format = file.Format,
            IsGzip = file.IsGzip,
            Source = Path.GetFileName(file.Path),
            IsPatient = true,
            Progress = _ => progress(body.Position),
        };
        return ImportOutcome.Of(await host.Services.GetRequiredService<FeedIngest>().TakeAsync(input, cancellationToken));
    }

    public Task CloseDayAsync(DateOnly date, CancellationToken cancellationToken) =>
        host.Services.GetRequiredService<IDayCloser>().CloseAsync(date, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(CancellationToken.None);
        if (host is IAsyncDisposable disposable) await disposable.DisposeAsync();
        else host.Dispose();
    }
}
