namespace Monitoring.GraphQL;

/// <summary>Counts the subscriptions that are open in the whole server.</summary>
internal sealed class SubscriptionCounter(int max)
{
    private int _open;

    public int Open => Volatile.Read(ref _open);

    /// <summary>Takes a place until the result is disposed.</summary>
    /// <exception cref="RequestException">There is none.</exception>
    public IDisposable Enter()
    {
        if (Interlocked.Increment(ref _open) > max)
        {
            Interlocked.Decrement(ref _open);
            throw new RequestException($"More than {max} subscriptions are open.", ErrorCodes.TooManySubscriptions, true, 429);
        }
        Telemetry.SubscriptionOpened();
        return new Place(this);
    }

    private sealed class Place(SubscriptionCounter counter) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) != 0) return;
            Interlocked.Decrement(ref counter._open);
            Telemetry.SubscriptionClosed();
        }
    }
}
