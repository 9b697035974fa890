namespace Monitoring.GraphQL;

/// <summary>
/// Collects the keys that all resolvers of an operation ask for and loads them with one call as soon as nothing else can go on.
/// The engine makes one instance an operation (constructor arguments come from the request's services) for every resolver
/// that names the loader as a parameter. Values are kept for the operation: a key is loaded once.
/// </summary>
public abstract class BatchLoader<TKey, TValue> : IPendingBatch, ISchedulable where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Task<TValue?>> _known = [];
    private Dictionary<TKey, TaskCompletionSource<TValue?>> _waiting = [];
    private IBatchScheduler? _scheduler;

    /// <summary>Most keys given to one call; more are split. Default 10,000.</summary>
    protected virtual int KeysMax => 10_000;

    IBatchScheduler? ISchedulable.Scheduler
    {
        set => _scheduler = value;
    }

    /// <summary>The value of a key, or the default when the batch did not have it.</summary>
    public Task<TValue?> LoadAsync(TKey key)
    {
        bool first;
        Task<TValue?> task;
        lock (_lock)
        {
            if (_known.TryGetValue(key, out var known)) return known;
            // Continuations run on the executor's own loop so that the next batch sees all of this one's followers.
            var source = new TaskCompletionSource<TValue?>();
            first = _waiting.Count == 0;
            _waiting.Add(key, source);
            _known.Add(key, task = source.Task);
        }
        if (first) (_scheduler ?? throw new InvalidOperationException("A loader works inside an operation only.")).Schedule(this);
        return task;
    }

    /// <summary>The values of several keys, in the order of the keys.</summary>
    public Task<TValue?[]> LoadManyAsync(IEnumerable<TKey> keys) => Task.WhenAll(keys.Select(LoadAsync));

    /// <summary>Loads distinct keys with one backend call. A key that is left out gets the default value.</summary>
    protected abstract Task<IReadOnlyDictionary<TKey, TValue>> LoadBatchAsync(IReadOnlyList<TKey> keys, CancellationToken cancellationToken);

    void IPendingBatch.Dispatch()
    {
        Dictionary<TKey, TaskCompletionSource<TValue?>> batch;
        lock (_lock) (batch, _waiting) = (_waiting, []);
        foreach (var chunk in batch.Chunk(KeysMax)) _ = RunAsync(chunk);
    }

    private async Task RunAsync(KeyValuePair<TKey, TaskCompletionSource<TValue?>>[] chunk)
    {
        var scheduler = _scheduler!;
        IReadOnlyDictionary<TKey, TValue>? values = null;
        Exception? failure = null;
        try
        {
            values = await LoadBatchAsync(Array.ConvertAll(chunk, pair => pair.Key), scheduler.Cancellation).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            failure = e;
        }
        scheduler.End(() => Complete(chunk, values, failure));
    }

    private static void Complete(
        KeyValuePair<TKey, TaskCompletionSource<TValue?>>[] chunk, IReadOnlyDictionary<TKey, TValue>? values, Exception? failure)
    {
        foreach (var (key, source) in chunk)
        {
            if (failure is not null) source.SetException(failure);
            else source.SetResult(values!.TryGetValue(key, out var value) ? value : default);
        }
    }
}
