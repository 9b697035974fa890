namespace Monitoring.Grains.Grain;

/// <summary>The gate of books that one process has for itself.</summary>
public sealed class BranchTreeGate : IBranchTreeGate, IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <inheritdoc/>
    public async ValueTask<IAsyncDisposable> EnterAsync()
    {
        await _gate.WaitAsync();
        return new Exit(_gate);
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private sealed class Exit(SemaphoreSlim gate) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            gate.Release();
            return ValueTask.CompletedTask;
        }
    }
}
