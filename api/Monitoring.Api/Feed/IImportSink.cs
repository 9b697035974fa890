namespace Monitoring.Api.Feed;

/// <summary>Takes an import's files.</summary>
internal interface IImportSink : IAsyncDisposable
{
    /// <summary>Where they go, for people.</summary>
    string Name { get; }

    /// <summary>Takes one file; told how many of its bytes are read.</summary>
    Task<ImportOutcome> TakeAsync(FeedFile file, Action<long> progress, CancellationToken cancellationToken);

    /// <summary>Closes a business day.</summary>
    Task CloseDayAsync(DateOnly date, CancellationToken cancellationToken);
}
