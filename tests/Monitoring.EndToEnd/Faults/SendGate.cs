namespace Monitoring.EndToEnd.Faults;

/// <summary>Lets senders through between two bodies, and holds all of them while the auditor looks.</summary>
internal sealed class SendGate(int senders) : IDisposable
{
    private readonly SemaphoreSlim _places = new(senders);
    private readonly SemaphoreSlim _holding = new(1);

    /// <summary>A place until the result is disposed of.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        return new Leaving(_places, 1);
    }

    /// <summary>Waits until every body under way is acknowledged; no other is sent until the result is disposed of.</summary>
    public async Task<IDisposable> HoldAsync(CancellationToken cancellationToken)
    {
        await _holding.WaitAsync(cancellationToken);
        for (var i = 0; i < senders; i++) await _places.WaitAsync(cancellationToken);
        _holding.Release();
        return new Leaving(_places, senders);
    }

    public void Dispose()
    {
        _places.Dispose();
        _holding.Dispose();
    }

    private sealed class Leaving(SemaphoreSlim places, int count) : IDisposable
    {
        public void Dispose() => places.Release(count);
    }
}
