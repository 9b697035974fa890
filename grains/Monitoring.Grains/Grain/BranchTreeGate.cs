namespace Monitoring.Grains.Grain;

/// <summary>Lets one branch at a time change its place in the tree; one for the process.</summary>
public sealed class BranchTreeGate : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <summary>Waits for its turn; dispose of the result to let the next one in.</summary>
    public async ValueTask<IDisposable> EnterAsync()
    {
        await _gate.WaitAsync();
        return new Exit(_gate);
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private sealed class Exit(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
