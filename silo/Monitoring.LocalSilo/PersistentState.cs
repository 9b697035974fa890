using Microsoft.Extensions.Logging;
using System.Runtime.CompilerServices;
using Orleans.Runtime;

namespace Monitoring.LocalSilo;

/// <summary>One state of one grain. Its operations run one after the other, in the order in which they were asked for.</summary>
internal sealed class PersistentState<T>(ILocalGrainStorage storage, string stateName, string key, ILogger logger)
    : IPersistentState<T>, IStateReader
{
    /// <summary>The operation asked for last, while not all have ended: most states rest for long, and what they hold is held for as long.</summary>
    private Task? _last;

    private int _running;

    private bool _isRead;

    public T State { get; set; } = New();

    public string? Etag { get; private set; }

    public bool RecordExists =>
        _isRead ? Etag is not null : throw new InvalidOperationException($"State {stateName} of {key} has not been read yet.");

    public Task ReadStateAsync() => ReadStateAsync(CancellationToken.None);

    public Task WriteStateAsync() => WriteStateAsync(CancellationToken.None);

    public Task ClearStateAsync() => ClearStateAsync(CancellationToken.None);

    public Task ReadStateAsync(CancellationToken cancellationToken) =>
        Queue(static (self, token) => self.ReadAsync(token), nameof(ReadStateAsync), cancellationToken);

    public Task WriteStateAsync(CancellationToken cancellationToken) =>
        Queue(static (self, token) => self.WriteAsync(token), nameof(WriteStateAsync), cancellationToken);

    public Task ClearStateAsync(CancellationToken cancellationToken) =>
        Queue(static (self, token) => self.ClearAsync(token), nameof(ClearStateAsync), cancellationToken);

    /// <summary>A new state, made as Orleans makes one: by the constructor without parameters, or without a constructor.</summary>
    private static T New() =>
        typeof(T).IsValueType ? default!
        : typeof(T).GetConstructor(Type.EmptyTypes) is not null ? Activator.CreateInstance<T>()
        : (T)RuntimeHelpers.GetUninitializedObject(typeof(T));

    private Task Queue(Func<PersistentState<T>, CancellationToken, Task> operation, string name, CancellationToken cancellationToken)
    {
        _running++;
        var task = RunAsync(_last, operation, name, cancellationToken);
        if (_running > 0)
        {
            _last = task;
        }

        return task;
    }

    private async Task RunAsync(
        Task? before, Func<PersistentState<T>, CancellationToken, Task> operation, string name, CancellationToken cancellationToken)
    {
        if (before is not null)
        {
            // How the one before ended is the business of who asked for it.
            await before.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        }

        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            await operation(this, cancellationToken);
        }
        catch (Exception exception) when (exception is not OrleansException && !cancellationToken.IsCancellationRequested)
        {
            LocalSiloLog.StorageFailed(logger, exception, name, stateName, key);
            throw new OrleansException($"{name} of state {stateName} of grain {key} failed: {exception.Message}", exception);
        }
        finally
        {
            if (--_running == 0)
            {
                _last = null;
            }
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var record = await storage.ReadAsync<T>(stateName, key, cancellationToken);
        State = record.Etag is null || record.State is null ? New() : record.State;
        Etag = record.Etag;
        _isRead = true;
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        Etag = await storage.WriteAsync(stateName, key, State, Etag, cancellationToken);
        _isRead = true;
    }

    private async Task ClearAsync(CancellationToken cancellationToken)
    {
        await storage.ClearAsync<T>(stateName, key, Etag, cancellationToken);
        State = New();
        Etag = null;
        _isRead = true;
    }
}
